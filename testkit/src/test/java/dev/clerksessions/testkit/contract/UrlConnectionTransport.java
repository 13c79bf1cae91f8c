package dev.clerksessions.testkit.contract;

import dev.clerksessions.ClerkConfig;
import dev.clerksessions.error.CallInterruptedException;
import dev.clerksessions.error.CallTimeoutException;
import dev.clerksessions.transport.HttpTransport;
import dev.clerksessions.transport.PendingResponse;
import dev.clerksessions.transport.TransportExceptions;
import dev.clerksessions.transport.WireRequest;
import dev.clerksessions.transport.WireResponse;
import dev.clerksessions.transport.WorkerPool;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLContext;

/**
 * Moves bytes with {@link HttpURLConnection}. It blocks and can't be interrupted: so each exchange
 * has a worker, and who doesn't wait for it any longer disconnects it.
 */
final class UrlConnectionTransport implements HttpTransport {

  private final Duration connectTimeout;
  private final SSLContext sslContext;
  private final WorkerPool workers = new WorkerPool("clerk-sessions-url");
  private final Set<PendingResponse> running = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  UrlConnectionTransport(ClerkConfig config, SSLContext sslContext) {
    connectTimeout = config.connectTimeout();
    this.sslContext = sslContext;
  }

  @Override
  public String name() {
    return "url-connection";
  }

  @Override
  public WireResponse send(WireRequest request, Duration timeout) {
    if (Thread.currentThread().isInterrupted()) {
      throw new CallInterruptedException(null);
    }
    CompletableFuture<WireResponse> pending = sendAsync(request, timeout);
    try {
      return pending.get();
    } catch (InterruptedException e) {
      pending.cancel(true);
      Thread.currentThread().interrupt();
      throw new CallInterruptedException(e);
    } catch (ExecutionException | CancellationException e) {
      throw TransportExceptions.of(request, e);
    }
  }

  @Override
  public CompletableFuture<WireResponse> sendAsync(WireRequest request, Duration timeout) {
    HttpURLConnection connection = connection(request);
    PendingResponse pending = new PendingResponse(timeout, workers, connection::disconnect);
    running.add(pending);
    var unused = pending.whenComplete((response, failure) -> running.remove(pending));
    if (closed) {
      pending.abort(TransportExceptions.closed(null));
    }
    workers.execute(() -> exchange(request, connection, pending));
    return pending;
  }

  private HttpURLConnection connection(WireRequest request) {
    try {
      var connection = (HttpURLConnection) request.uri().toURL().openConnection(Proxy.NO_PROXY);
      if (connection instanceof HttpsURLConnection https) {
        https.setSSLSocketFactory(sslContext.getSocketFactory());
      }
      connection.setRequestMethod(request.method());
      request.headers().forEach(connection::setRequestProperty);
      connection.setInstanceFollowRedirects(false);
      connection.setConnectTimeout((int) connectTimeout.toMillis());
      return connection;
    } catch (IOException e) {
      throw TransportExceptions.of(request, e);
    }
  }

  private void exchange(
      WireRequest request, HttpURLConnection connection, PendingResponse pending) {
    try {
      connection.connect();
      if (pending.isDone()) {
        // Before there was a connection, disconnecting did nothing.
        connection.disconnect();
        return;
      }
      pending.complete(UrlConnectionResponse.of(request, connection));
    } catch (SocketTimeoutException e) {
      connection.disconnect();
      String what = "no connection to " + request.uri().getAuthority();
      pending.completeExceptionally(new CallTimeoutException(what, connectTimeout, e));
    } catch (IOException | RuntimeException e) {
      connection.disconnect();
      pending.completeExceptionally(TransportExceptions.of(request, e));
    }
  }

  @Override
  public void close() {
    closed = true;
    running.forEach(pending -> pending.abort(TransportExceptions.closed(null)));
    workers.close();
  }
}
