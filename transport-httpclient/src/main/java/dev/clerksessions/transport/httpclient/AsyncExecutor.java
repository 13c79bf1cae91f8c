package dev.clerksessions.transport.httpclient;

import dev.clerksessions.transport.PendingResponse;
import dev.clerksessions.transport.TransportExceptions;
import dev.clerksessions.transport.WireRequest;
import dev.clerksessions.transport.WireResponse;
import dev.clerksessions.transport.WorkerPool;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.apache.hc.core5.io.CloseMode;
import org.jspecify.annotations.Nullable;

/** Asynchronous calls over the asynchronous client, which is made for the first of them. */
final class AsyncExecutor {

  private final Supplier<AsyncClient> clients;
  private final boolean own;
  private final ExceptionMapper failures;
  // HttpClient's own threads serve all connections and must not run what callers attach.
  private final WorkerPool workers = new WorkerPool("clerk-sessions-httpclient");
  private final Set<PendingResponse> running = ConcurrentHashMap.newKeySet();
  private @Nullable AsyncClient client;
  private volatile boolean closed;

  AsyncExecutor(Supplier<AsyncClient> clients, boolean own, ExceptionMapper failures) {
    this.clients = clients;
    this.own = own;
    this.failures = failures;
  }

  CompletableFuture<WireResponse> send(WireRequest request, Duration timeout) {
    AsyncExchange exchange = new AsyncExchange(client(), request, timeout);
    PendingResponse pending = new PendingResponse(timeout, workers, () -> exchange.cancel(true));
    running.add(pending);
    exchange.start();
    var unused =
        exchange.whenCompleteAsync(
            (response, failure) -> {
              ended(pending);
              if (failure == null) {
                pending.complete(response);
              } else {
                pending.completeExceptionally(
                    closed
                        ? TransportExceptions.closed(failure)
                        : failures.of(request, timeout, failure));
              }
            },
            workers);
    if (closed) {
      end(pending);
    }
    return pending;
  }

  @SuppressWarnings("CollectionUndefinedEquality") // One and the same future is meant.
  private void ended(PendingResponse pending) {
    running.remove(pending);
  }

  private synchronized AsyncClient client() {
    if (closed) {
      throw TransportExceptions.closed(null);
    }
    if (client == null) {
      client = clients.get();
    }
    return client;
  }

  void close() {
    closed = true;
    running.forEach(AsyncExecutor::end);
    synchronized (this) {
      if (own && client != null) {
        client.client().close(CloseMode.IMMEDIATE);
      }
    }
    workers.close();
  }

  private static void end(PendingResponse pending) {
    pending.abort(TransportExceptions.closed(null));
  }
}
