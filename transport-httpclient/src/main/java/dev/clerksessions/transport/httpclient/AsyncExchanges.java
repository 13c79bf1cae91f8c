package dev.clerksessions.transport.httpclient;

import dev.clerksessions.http.PendingResponse;
import dev.clerksessions.http.WireRequest;
import dev.clerksessions.http.WireResponse;
import dev.clerksessions.http.WorkerPool;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.hc.core5.http.message.BasicHttpRequest;
import org.apache.hc.core5.http.nio.support.BasicRequestProducer;
import org.apache.hc.core5.io.CloseMode;
import org.jspecify.annotations.Nullable;

/** Asynchronous calls over the asynchronous client, which is made for the first of them. */
final class AsyncExchanges {

  private final Supplier<CloseableHttpAsyncClient> clients;
  private final boolean own;
  // HttpClient's own threads serve all connections and must not run what callers attach.
  private final WorkerPool workers = new WorkerPool("clerk-sessions-httpclient");
  private final Set<PendingResponse> running = ConcurrentHashMap.newKeySet();
  private @Nullable CloseableHttpAsyncClient client;
  private volatile boolean closed;

  AsyncExchanges(Supplier<CloseableHttpAsyncClient> clients, boolean own) {
    this.clients = clients;
    this.own = own;
  }

  @SuppressWarnings("CollectionUndefinedEquality") // One and the same future is meant.
  CompletableFuture<WireResponse> send(WireRequest request, Duration timeout) {
    BasicHttpRequest head = new BasicHttpRequest(request.method(), request.uri());
    Requests.addHeaders(request, head);
    CompletableFuture<WireResponse> exchange = new CompletableFuture<>();
    Future<WireResponse> sent =
        client()
            .execute(
                new BasicRequestProducer(head, null),
                new ResponseConsumer(request),
                null,
                Requests.context(timeout),
                completing(exchange));
    PendingResponse pending = new PendingResponse(timeout, workers, () -> sent.cancel(true));
    running.add(pending);
    var unused =
        exchange.whenCompleteAsync(
            (response, failure) -> {
              running.remove(pending);
              if (failure == null) {
                pending.complete(response);
              } else {
                pending.completeExceptionally(
                    closed ? Failures.closed(failure) : Failures.of(request, timeout, failure));
              }
            },
            workers);
    if (closed) {
      end(pending);
    }
    return pending;
  }

  private synchronized CloseableHttpAsyncClient client() {
    if (closed) {
      throw Failures.closed(null);
    }
    if (client == null) {
      client = clients.get();
    }
    return client;
  }

  private static FutureCallback<WireResponse> completing(CompletableFuture<WireResponse> exchange) {
    return new FutureCallback<>() {
      @Override
      public void completed(WireResponse response) {
        exchange.complete(response);
      }

      @Override
      public void failed(Exception failure) {
        exchange.completeExceptionally(failure);
      }

      @Override
      public void cancelled() {
        exchange.cancel(false);
      }
    };
  }

  void close() {
    closed = true;
    running.forEach(AsyncExchanges::end);
    synchronized (this) {
      if (own && client != null) {
        client.close(CloseMode.IMMEDIATE);
      }
    }
    workers.close();
  }

  private static void end(PendingResponse pending) {
    pending.abort(Failures.closed(null));
  }
}
