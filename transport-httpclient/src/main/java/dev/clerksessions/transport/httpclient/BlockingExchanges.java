package dev.clerksessions.transport.httpclient;

import dev.clerksessions.error.CallInterruptedException;
import dev.clerksessions.error.CallTimeoutException;
import dev.clerksessions.error.TransportException;
import dev.clerksessions.http.BodyCollector;
import dev.clerksessions.http.WireRequest;
import dev.clerksessions.http.WireResponse;
import java.io.IOException;
import java.time.Duration;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.io.CloseMode;

/** Blocking calls over the classic client. */
final class BlockingExchanges {

  private final CloseableHttpClient client;
  private final boolean own;
  private final Watchdog watchdog = new Watchdog();

  BlockingExchanges(CloseableHttpClient client, boolean own) {
    this.client = client;
    this.own = own;
  }

  WireResponse send(WireRequest request, Duration timeout) {
    if (Thread.currentThread().isInterrupted()) {
      throw new CallInterruptedException(null);
    }
    HttpUriRequestBase exchange = new HttpUriRequestBase(request.method(), request.uri());
    Requests.addHeaders(request, exchange);
    Watchdog.Watch watch = watchdog.watch(exchange, timeout);
    try (ClassicHttpResponse response =
        client.executeOpen(null, exchange, Requests.context(timeout))) {
      return new WireResponse(
          response.getCode(), new FirstHeader(response), body(request, response.getEntity()));
    } catch (IOException | RuntimeException e) {
      throw failure(request, timeout, watch, e);
    } finally {
      watch.end();
    }
  }

  private static byte[] body(WireRequest request, HttpEntity entity) throws IOException {
    if (entity == null) {
      return new byte[0];
    }
    BodyCollector body = new BodyCollector(request, entity.getContentLength());
    body.addAll(entity.getContent());
    return body.toByteArray();
  }

  private static TransportException failure(
      WireRequest request, Duration timeout, Watchdog.Watch watch, Exception cause) {
    if (watch.isClosed()) {
      return Failures.closed(cause);
    }
    if (Thread.currentThread().isInterrupted()) {
      return new CallInterruptedException(cause);
    }
    if (watch.isLate()) {
      return new CallTimeoutException("no complete response", timeout, cause);
    }
    return Failures.of(request, timeout, cause);
  }

  void close() {
    watchdog.close();
    if (own) {
      client.close(CloseMode.IMMEDIATE);
    }
  }
}
