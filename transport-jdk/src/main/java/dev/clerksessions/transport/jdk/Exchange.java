package dev.clerksessions.transport.jdk;

import dev.clerksessions.http.WireRequest;
import dev.clerksessions.http.WireResponse;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.CompletableFuture;

/**
 * One exchange. It is complete with the body's last byte, on the client's own executor. The JDK's
 * future is passed on to the common pool first, where any blocked task of the application would
 * hold up the answer; only failures go that way.
 */
final class Exchange extends CompletableFuture<WireResponse> {

  private final CompletableFuture<HttpResponse<WireResponse>> sent;

  Exchange(HttpClient client, WireRequest request, HttpRequest httpRequest) {
    sent = client.sendAsync(httpRequest, head -> new ResponseBody(request, head, this));
    var unused =
        sent.whenComplete(
            (response, failure) -> {
              if (failure != null) {
                closeConnection();
                completeExceptionally(failure);
              }
            });
  }

  /**
   * Ends what a failed exchange may leave: after a head that isn't HTTP the JDK keeps the
   * connection open for good. Its future is complete by then and can't be cancelled, but a
   * dependent one can, and passes it on to the connection.
   */
  private void closeConnection() {
    sent.newIncompleteFuture().cancel(true);
  }

  @Override
  public boolean cancel(boolean mayInterruptIfRunning) {
    boolean cancelled = super.cancel(mayInterruptIfRunning);
    if (cancelled) {
      sent.cancel(mayInterruptIfRunning);
    }
    return cancelled;
  }
}
