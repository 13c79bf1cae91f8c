package dev.clerksessions.transport.jdk;

import dev.clerksessions.error.TransportException;
import dev.clerksessions.http.BodyCollector;
import dev.clerksessions.http.WireRequest;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;
import org.jspecify.annotations.Nullable;

/** Takes a body whole, unless it is longer than the request allows. */
final class BoundedBody implements BodySubscriber<byte[]> {

  private final WireRequest request;
  private final HttpHeaders headers;
  private final CompletableFuture<byte[]> result = new CompletableFuture<>();
  private @Nullable BodyCollector collector;
  private @Nullable Subscription subscription;

  BoundedBody(WireRequest request, HttpHeaders headers) {
    this.request = request;
    this.headers = headers;
  }

  @Override
  public CompletionStage<byte[]> getBody() {
    return result;
  }

  @Override
  public void onSubscribe(Subscription subscription) {
    this.subscription = subscription;
    try {
      collector = new BodyCollector(request, headers.firstValueAsLong("Content-Length").orElse(-1));
    } catch (TransportException e) {
      refuse(subscription, e);
      return;
    }
    subscription.request(Long.MAX_VALUE);
  }

  @Override
  public void onNext(List<ByteBuffer> parts) {
    if (collector == null || subscription == null || result.isDone()) {
      return;
    }
    try {
      parts.forEach(collector::add);
    } catch (TransportException e) {
      refuse(subscription, e);
    }
  }

  @Override
  public void onError(Throwable failure) {
    result.completeExceptionally(failure);
  }

  @Override
  public void onComplete() {
    if (collector != null) {
      result.complete(collector.toByteArray());
    }
  }

  private void refuse(Subscription subscription, TransportException reason) {
    subscription.cancel();
    result.completeExceptionally(reason);
  }
}
