package dev.clerksessions.transport;

import dev.clerksessions.error.CallInterruptedException;
import dev.clerksessions.error.CallTimeoutException;
import dev.clerksessions.error.TransportException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/**
 * Sends one request once and returns the complete response, whatever its status.
 *
 * <p>Implementations must be safe for use by many threads. They do not follow redirects, store
 * cookies, decompress bodies or retry, with one exception: an HTTP stack may send a request once
 * more if the connection ended before the first byte of the response. They add only these headers
 * to a request: {@code Host}, {@code Connection}, {@code Content-Length: 0}.
 */
public interface HttpTransport extends AutoCloseable {

  /**
   * A short token that names the HTTP stack in the {@code User-Agent}.
   *
   * @return letters, digits and hyphens, such as {@code jdk}
   */
  String name();

  /**
   * Sends a request and blocks until the last byte of the response.
   *
   * @param request the request to send
   * @param timeout the time from now to the last byte of the response, including connecting;
   *     positive
   * @return the complete response, with any status
   * @throws CallTimeoutException when the response is not complete within the timeout
   * @throws CallInterruptedException when the calling thread is interrupted; its flag is set again
   * @throws TransportException when the response is incomplete for another reason, or its body is
   *     longer than {@link WireRequest#maxResponseBytes()}
   */
  WireResponse send(WireRequest request, Duration timeout);

  /**
   * Sends a request without blocking. Cancelling the future ends the exchange and releases its
   * connection.
   *
   * @param request the request to send
   * @param timeout the time from now to the last byte of the response, including connecting;
   *     positive
   * @return a future of the response; it fails with the exceptions that {@link #send} throws, and
   *     completes on a thread that callbacks may block without delaying other calls
   * @throws TransportException immediately, when the transport is closed; an implementation may
   *     throw other exceptions immediately, and callers must handle them
   */
  CompletableFuture<WireResponse> sendAsync(WireRequest request, Duration timeout);

  /**
   * Cancels the running calls and closes the clients that the transport created. Closing again has
   * no effect. A call on a closed transport fails with a {@link TransportException}.
   */
  @Override
  void close();
}
