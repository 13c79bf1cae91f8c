package dev.clerksessions.transport.httpclient;

import dev.clerksessions.http.WireRequest;
import dev.clerksessions.http.WireResponse;
import java.net.SocketException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.message.BasicHttpRequest;
import org.apache.hc.core5.http.nio.support.BasicRequestProducer;
import org.jspecify.annotations.Nullable;

/**
 * One exchange over the asynchronous client. Like the blocking one it is sent once more when the
 * connection was of no use any more: closed, reset or spoilt before anything of an answer came.
 */
final class AsyncExchange extends CompletableFuture<WireResponse>
    implements FutureCallback<WireResponse> {

  private final CloseableHttpAsyncClient client;
  private final WireRequest request;
  private final Duration timeout;
  private ResponseConsumer consumer;
  private boolean sentAgain;
  private volatile @Nullable Future<WireResponse> sent;

  AsyncExchange(CloseableHttpAsyncClient client, WireRequest request, Duration timeout) {
    this.client = client;
    this.request = request;
    this.timeout = timeout;
    consumer = new ResponseConsumer(request);
  }

  void start() {
    BasicHttpRequest head = new BasicHttpRequest(request.method(), request.uri());
    Requests.addHeaders(request, head);
    sent =
        client.execute(
            new BasicRequestProducer(head, null), consumer, null, Requests.context(timeout), this);
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
    if (!unanswered || sentAgain || isDone()) {
      completeExceptionally(failure);
      return;
    }
    sentAgain = true;
    consumer = new ResponseConsumer(request);
    start();
  }

  /**
   * HttpClient throws just this of bytes behind the last answer, read when we got the connection.
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
  }
}
