package dev.clerksessions.transport;

import dev.clerksessions.error.CallInterruptedException;
import dev.clerksessions.error.CallTimeoutException;
import dev.clerksessions.error.TransportException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/**
 * Sends one request once and returns the whole answer, whatever its status.
 *
 * <p>Implementations must be safe for use by many threads. They follow no redirect, keep no cookie,
 * decompress nothing and try nothing twice, but for a request whose connection ended before
 * anything of an answer came, which a stack may send once more. What they add to a request's
 * headers has no meaning for the server: {@code Host}, {@code Connection}, {@code Content-Length:
 * 0}.
 */
public interface HttpTransport extends AutoCloseable {

  /**
   * A short token that names the HTTP stack in the {@code User-Agent}.
   *
   * @return letters, digits and hyphens, such as {@code jdk}
   */
  String name();

  /**
   * Sends a request and blocks until the answer's last byte.
   *
   * @param request what to send
   * @param timeout the time from now to the answer's last byte, connecting included; more than zero
   * @return the whole answer, of any status
   * @throws CallTimeoutException when the answer isn't complete in time
   * @throws CallInterruptedException when the calling thread is interrupted; its flag is set again
   * @throws TransportException when there is no complete answer for another reason, or it is longer
   *     than {@link WireRequest#maxResponseBytes()}
   */
  WireResponse send(WireRequest request, Duration timeout);

  /**
   * Sends a request without blocking. Cancelling the future ends the exchange and frees its
   * connection.
   *
   * @param request what to send
   * @param timeout the time from now to the answer's last byte, connecting included; more than zero
   * @return a future of the answer; it fails with what {@link #send} would throw, and completes on
   *     a thread that may be blocked without harm to other calls
   * @throws TransportException at once when the transport is closed; callers must be ready for
   *     others that are thrown at once
   */
  CompletableFuture<WireResponse> sendAsync(WireRequest request, Duration timeout);

  /**
   * Ends the calls that still run, and closes what the transport opened itself. Closing twice does
   * nothing more; a call after it fails with a {@link TransportException}.
   */
  @Override
  void close();
}
