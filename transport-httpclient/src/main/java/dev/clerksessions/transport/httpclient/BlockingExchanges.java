package dev.clerksessions.transport.httpclient;

import dev.clerksessions.error.CallInterruptedException;
import dev.clerksessions.error.TransportException;
import dev.clerksessions.http.BodyCollector;
import dev.clerksessions.http.Faults;
import dev.clerksessions.http.WireRequest;
import dev.clerksessions.http.WireResponse;
import java.io.IOException;
import java.time.Duration;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.NoHttpResponseException;
import org.apache.hc.core5.io.CloseMode;
import org.jspecify.annotations.Nullable;

/** Blocking calls over the classic client. */
final class BlockingExchanges {

  private final CloseableHttpClient client;
  private final boolean own;
  private final Failures failures;
  private final Watchdog watchdog = new Watchdog();

  BlockingExchanges(CloseableHttpClient client, boolean own, Failures failures) {
    this.client = client;
    this.own = own;
    this.failures = failures;
  }

  WireResponse send(WireRequest request, Duration timeout) {
    if (Thread.currentThread().isInterrupted()) {
      throw new CallInterruptedException(null);
    }
    long start = System.nanoTime();
    boolean unanswered = false;
    while (true) {
      try {
        return sendOnce(request, timeout, timeout.minusNanos(System.nanoTime() - start));
      } catch (StaleConnectionException e) {
        // The JDK's client sends again as well. It ends, with the last of the kept connections.
        unanswered = true;
      } catch (NoHttpResponseException e) {
        // Only a caller's client doesn't tell whether the connection was new.
        if (own || unanswered) {
          throw failures.of(request, timeout, e);
        }
        unanswered = true;
      }
    }
  }

  private WireResponse sendOnce(WireRequest request, Duration timeout, Duration left)
      throws NoHttpResponseException {
    HttpUriRequestBase exchange = new HttpUriRequestBase(request.method(), request.uri());
    Requests.addHeaders(request, exchange);
    Watchdog.Watch watch = watchdog.watch(exchange, left);
    try (ClassicHttpResponse response =
        client.executeOpen(
            null, exchange, BoundedConnecting.noting(watch, Requests.context(timeout)))) {
      return new WireResponse(
          response.getCode(), Heads.firstHeader(response), body(request, exchange, response));
    } catch (IOException | RuntimeException e) {
      TransportException failure = callOff(timeout, watch, e);
      if (failure != null) {
        throw failure;
      }
      if (e instanceof NoHttpResponseException unanswered) {
        throw unanswered;
      }
      throw failures.of(request, timeout, e);
    } finally {
      watch.end();
    }
  }

  private static byte[] body(
      WireRequest request, HttpUriRequestBase exchange, ClassicHttpResponse response)
      throws IOException {
    HttpEntity entity = response.getEntity();
    if (entity == null) {
      return new byte[0];
    }
    try {
      BodyCollector body = Heads.collector(request, response);
      body.addAll(entity.getContent());
      return body.toByteArray();
    } catch (TransportException e) {
      // To HttpClient the answer is fine, and closing it would keep the connection.
      exchange.cancel();
      throw e;
    }
  }

  /** Returns why we ended the exchange ourselves, or null when we didn't. */
  private static @Nullable TransportException callOff(
      Duration timeout, Watchdog.Watch watch, Exception cause) {
    if (watch.isClosed()) {
      return Faults.closed(cause);
    }
    if (Thread.currentThread().isInterrupted()) {
      return new CallInterruptedException(cause);
    }
    return watch.isLate() ? Faults.late(timeout, cause) : null;
  }

  void close() {
    watchdog.close();
    if (own) {
      client.close(CloseMode.IMMEDIATE);
    }
  }
}
