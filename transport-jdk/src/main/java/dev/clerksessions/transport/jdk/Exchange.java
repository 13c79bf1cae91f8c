package dev.clerksessions.transport.jdk;

import dev.clerksessions.transport.WireRequest;
import dev.clerksessions.transport.WireResponse;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * One exchange. It is complete with the body's last byte, on the client's own executor. The JDK's
 * future is passed on to the common pool first, where any blocked task of the application would
 * hold up the answer; only failures go that way.
 */
final class Exchange extends CompletableFuture<WireResponse> {

  private volatile @Nullable CompletableFuture<HttpResponse<WireResponse>> sent;

  Exchange(HttpClient client, WireRequest request, HttpRequest httpRequest) {
    CompletableFuture<HttpResponse<WireResponse>> future =
        client.sendAsync(httpRequest, head -> new ResponseSubscriber(request, head, this));
    sent = future;
    var unused =
        future.whenComplete(
            (response, failure) -> {
              if (failure != null) {
                closeConnection(future);
                completeExceptionally(failure);
              }
            });
  }

  /**
   * Takes the answer, and spares the JDK the way over the common pool, which on one or two
   * processors is a new thread for each call: it isn't taken for a future that is complete.
   */
  @Override
  public boolean complete(WireResponse response) {
    CompletableFuture<HttpResponse<WireResponse>> future = sent;
    if (future != null) {
      future.complete(null);
    }
    return super.complete(response);
  }

  /**
   * Ends what a failed exchange may leave: after a head that isn't HTTP the JDK keeps the
   * connection open for good. Its future is complete by then and can't be cancelled, but a
   * dependent one can, and passes it on to the connection.
   */
  private static void closeConnection(CompletableFuture<?> future) {
    future.newIncompleteFuture().cancel(true);
  }

  @Override
  public boolean cancel(boolean mayInterruptIfRunning) {
    boolean cancelled = super.cancel(mayInterruptIfRunning);
    CompletableFuture<HttpResponse<WireResponse>> future = sent;
    if (cancelled && future != null) {
      future.cancel(mayInterruptIfRunning);
    }
    return cancelled;
  }
}
