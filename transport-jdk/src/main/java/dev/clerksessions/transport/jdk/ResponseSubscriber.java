package dev.clerksessions.transport.jdk;

import dev.clerksessions.error.TransportException;
import dev.clerksessions.transport.BodyCollector;
import dev.clerksessions.transport.WireRequest;
import dev.clerksessions.transport.WireResponse;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.ResponseInfo;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;
import org.jspecify.annotations.Nullable;

/** Takes an answer's body whole, unless it is longer than the request allows. */
final class ResponseSubscriber implements BodySubscriber<WireResponse> {

  private final WireRequest request;
  private final ResponseInfo head;
  private final CompletableFuture<WireResponse> result;
  private @Nullable BodyCollector body;
  private @Nullable Subscription subscription;

  ResponseSubscriber(
      WireRequest request, ResponseInfo head, CompletableFuture<WireResponse> result) {
    this.request = request;
    this.head = head;
    this.result = result;
  }

  @Override
  public CompletionStage<WireResponse> getBody() {
    return result;
  }

  @Override
  public void onSubscribe(Subscription subscription) {
    this.subscription = subscription;
    try {
      body =
          new BodyCollector(
              request,
              head.headers().allValues("Content-Length"),
              head.headers().firstValue("Transfer-Encoding").isPresent());
      subscription.request(Long.MAX_VALUE);
    } catch (TransportException e) {
      refuse(e);
    }
  }

  @Override
  public void onNext(List<ByteBuffer> parts) {
    if (body == null || result.isDone()) {
      return;
    }
    try {
      parts.forEach(body::add);
    } catch (TransportException e) {
      refuse(e);
    }
  }

  @Override
  public void onError(Throwable failure) {
    result.completeExceptionally(failure);
  }

  @Override
  public void onComplete() {
    if (body != null) {
      result.complete(
          new WireResponse(
              head.statusCode(),
              name -> head.headers().firstValue(name).orElse(null),
              body.toByteArray()));
    }
  }

  private void refuse(TransportException reason) {
    if (subscription != null) {
      subscription.cancel();
    }
    result.completeExceptionally(reason);
  }
}
