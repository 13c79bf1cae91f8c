package dev.clerksessions.transport.httpclient;

import dev.clerksessions.transport.WireRequest;
import dev.clerksessions.transport.WireResponse;
import java.io.IOException;
import java.net.SocketException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.apache.hc.client5.http.async.AsyncExecCallback;
import org.apache.hc.client5.http.async.AsyncExecChain;
import org.apache.hc.client5.http.async.AsyncExecRuntime;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.message.BasicHttpRequest;
import org.apache.hc.core5.http.nio.AsyncEntityProducer;
import org.apache.hc.core5.http.nio.support.BasicRequestProducer;
import org.jspecify.annotations.Nullable;

/**
 * One exchange with the asynchronous client. As with blocking calls, the request is sent once more
 * when the connection was stale: closed, reset or corrupted before the first byte of the response.
 */
final class AsyncExchange extends CompletableFuture<WireResponse>
    implements FutureCallback<WireResponse> {

  private static final String ATTRIBUTE = AsyncExchange.class.getName();

  private final AsyncClient client;
  private final WireRequest request;
  private final Duration timeout;
  private ResponseConsumer consumer;
  private boolean resent;
  private volatile @Nullable Future<WireResponse> sent;
  private volatile @Nullable AsyncExecRuntime connection;

  AsyncExchange(AsyncClient client, WireRequest request, Duration timeout) {
    this.client = client;
    this.request = request;
    this.timeout = timeout;
    consumer = new ResponseConsumer(request);
  }

  /**
   * Lets exchanges know their connection. Cancelling HttpClient's future doesn't always close one
   * that is new: the thread that called may note the connecting as what is to be cancelled after
   * another has already noted the request.
   */
  static void captureConnection(
      HttpRequest request,
      AsyncEntityProducer entity,
      AsyncExecChain.Scope scope,
      AsyncExecChain chain,
      AsyncExecCallback callback)
      throws HttpException, IOException {
    if (scope.clientContext.getAttribute(ATTRIBUTE) instanceof AsyncExchange exchange) {
      exchange.connection = scope.execRuntime;
    }
    chain.proceed(request, entity, scope, callback);
  }

  void start() {
    BasicHttpRequest head = new BasicHttpRequest(request.method(), request.uri());
    RequestConfigs.addHeaders(request, head);
    HttpClientContext context = RequestConfigs.context(timeout);
    context.setAttribute(ATTRIBUTE, this);
    try {
      sent =
          client
              .client()
              .execute(new BasicRequestProducer(head, null), consumer, null, context, this);
    } catch (RuntimeException e) {
      // The owner has closed the client.
      completeExceptionally(e);
    }
    if (isCancelled()) {
      cancelSent();
    }
  }

  @Override
  public void completed(WireResponse response) {
    complete(response);
  }

  @Override
  public void failed(Exception failure) {
    boolean unanswered = !consumer.hasHead() && isOfTheConnectionAlone(failure);
    if (!unanswered || resent || isDone()) {
      completeExceptionally(failure);
      return;
    }
    resent = true;
    client.closeIdle().run();
    consumer = new ResponseConsumer(request);
    start();
  }

  /**
   * HttpClient throws this for bytes after the previous response, read when the connection was
   * leased.
   */
  private static boolean isOfTheConnectionAlone(Exception failure) {
    return failure instanceof ConnectionClosedException
        || failure.getClass() == SocketException.class
        || failure.getClass() == HttpException.class;
  }

  @Override
  public void cancelled() {
    cancel(false);
  }

  @Override
  public boolean cancel(boolean mayInterruptIfRunning) {
    boolean cancelled = super.cancel(mayInterruptIfRunning);
    if (cancelled) {
      cancelSent();
    }
    return cancelled;
  }

  private void cancelSent() {
    Future<WireResponse> current = sent;
    if (current != null) {
      current.cancel(true);
    }
    AsyncExecRuntime own = connection;
    if (own != null) {
      own.discardEndpoint();
    }
  }
}
