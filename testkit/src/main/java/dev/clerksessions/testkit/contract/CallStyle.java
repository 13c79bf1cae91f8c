package dev.clerksessions.testkit.contract;

import dev.clerksessions.PaginatedResourceResponse;
import dev.clerksessions.Session;
import dev.clerksessions.SessionListParams;
import dev.clerksessions.SessionsPort;
import dev.clerksessions.error.ClerkException;
import dev.clerksessions.transport.HttpTransport;
import dev.clerksessions.transport.WireRequest;
import dev.clerksessions.transport.WireResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * The two styles of calling a port or a transport, as a parameter of a test. Both give the same
 * result or throw the same exception; of an exception, its message is checked for the secret key.
 */
public enum CallStyle {
  /** The calling thread waits. */
  BLOCKING {
    @Override
    <T> T call(Supplier<T> blocking, Supplier<CompletableFuture<T>> asynchronous) {
      try {
        return blocking.get();
      } catch (ClerkException e) {
        throw SecretLeakCheck.checked(e);
      }
    }
  },
  /** The test waits for the future. */
  ASYNCHRONOUS {
    @Override
    <T> T call(Supplier<T> blocking, Supplier<CompletableFuture<T>> asynchronous) {
      return SecretLeakCheck.checkedResult(asynchronous.get());
    }
  };

  abstract <T> T call(Supplier<T> blocking, Supplier<CompletableFuture<T>> asynchronous);

  /**
   * Lists sessions in this style.
   *
   * @param port the port to call
   * @param params what to list
   * @return the page
   * @throws ClerkException when the call fails
   */
  public PaginatedResourceResponse<Session> list(SessionsPort port, SessionListParams params) {
    return call(() -> port.getSessionList(params), () -> port.getSessionListAsync(params));
  }

  /**
   * Sends a request in this style.
   *
   * @param transport what to send it with
   * @param request what to send
   * @param timeout the time until the response is complete
   * @return the response, whatever its status
   * @throws ClerkException when there is no complete response
   */
  public WireResponse send(HttpTransport transport, WireRequest request, Duration timeout) {
    return call(
        () -> transport.send(request, timeout), () -> transport.sendAsync(request, timeout));
  }
}
