package dev.clerksessions.transport.httpclient;

import dev.clerksessions.error.TransportException;
import dev.clerksessions.transport.BodyCollector;
import dev.clerksessions.transport.WireRequest;
import dev.clerksessions.transport.WireResponse;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import org.apache.hc.core5.concurrent.FutureCallback;
import org.apache.hc.core5.http.EntityDetails;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.nio.AsyncResponseConsumer;
import org.apache.hc.core5.http.nio.CapacityChannel;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.jspecify.annotations.Nullable;

/**
 * Takes an answer whole, unless its body is longer than the request allows. HttpClient expects an
 * {@code IOException} here: any other would end the thread that serves all connections.
 */
final class ResponseConsumer implements AsyncResponseConsumer<WireResponse> {

  private final WireRequest request;
  private @Nullable HttpResponse head;
  private @Nullable BodyCollector body;
  private @Nullable FutureCallback<WireResponse> result;

  ResponseConsumer(WireRequest request) {
    this.request = request;
  }

  @Override
  public void consumeResponse(
      HttpResponse response,
      @Nullable EntityDetails entity,
      HttpContext context,
      FutureCallback<WireResponse> resultCallback)
      throws IOException {
    head = response;
    result = resultCallback;
    if (entity == null) {
      complete(new byte[0]);
      return;
    }
    try {
      body = ResponseHeaders.collector(request, response);
    } catch (TransportException e) {
      throw new IOException(e);
    }
  }

  boolean hasHead() {
    return head != null;
  }

  @Override
  public void informationResponse(HttpResponse response, HttpContext context) {}

  @Override
  public void updateCapacity(CapacityChannel capacity) throws IOException {
    capacity.update(Integer.MAX_VALUE);
  }

  @Override
  public void consume(ByteBuffer part) throws IOException {
    if (body == null) {
      return;
    }
    try {
      body.add(part);
    } catch (TransportException e) {
      throw new IOException(e);
    }
  }

  @Override
  public void streamEnd(@Nullable List<? extends Header> trailers) {
    if (body != null) {
      complete(body.toByteArray());
    }
  }

  private void complete(byte[] bytes) {
    if (head != null && result != null) {
      result.completed(new WireResponse(head.getCode(), ResponseHeaders.firstHeader(head), bytes));
    }
  }

  @Override
  public void failed(Exception cause) {}

  @Override
  public void releaseResources() {
    body = null;
  }
}
