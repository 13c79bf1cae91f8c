package dev.clerksessions.transport.httpclient;

import dev.clerksessions.error.CallInterruptedException;
import dev.clerksessions.error.TransportException;
import dev.clerksessions.transport.BodyCollector;
import dev.clerksessions.transport.TransportExceptions;
import dev.clerksessions.transport.WireRequest;
import dev.clerksessions.transport.WireResponse;
import java.io.IOException;
import java.time.Duration;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.NoHttpResponseException;
import org.apache.hc.core5.io.CloseMode;
import org.jspecify.annotations.Nullable;

/** Sends blocking calls with the classic client. */
final class ClassicExecutor {

  private final CloseableHttpClient client;
  private final boolean own;
  private final ExceptionMapper failures;
  private final Watchdog watchdog = new Watchdog();

  ClassicExecutor(CloseableHttpClient client, boolean own, ExceptionMapper failures) {
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
    RequestConfigs.addHeaders(request, exchange);
    Watchdog.Watch watch = watchdog.watch(exchange, left);
    try (ClassicHttpResponse response =
        client.executeOpen(
            null,
            exchange,
            CancellableConnectionOperator.noting(watch, RequestConfigs.context(timeout)))) {
      return new WireResponse(
          response.getCode(),
          ResponseHeaders.firstHeader(response),
          body(request, exchange, response));
    } catch (IOException | RuntimeException e) {
      TransportException failure = cancel(timeout, watch, e);
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
      BodyCollector body = ResponseHeaders.collector(request, response);
      body.addAll(entity.getContent());
      return body.toByteArray();
    } catch (TransportException e) {
      // HttpClient considers the response valid, so closing it would return the connection to the
      // pool.
      exchange.cancel();
      throw e;
    }
  }

  /** Returns the reason why this class ended the exchange, or null when it did not. */
  private static @Nullable TransportException cancel(
      Duration timeout, Watchdog.Watch watch, Exception cause) {
    if (watch.isClosed()) {
      return TransportExceptions.closed(cause);
    }
    if (Thread.currentThread().isInterrupted()) {
      return new CallInterruptedException(cause);
    }
    return watch.isLate() ? TransportExceptions.late(timeout, cause) : null;
  }

  void close() {
    watchdog.close();
    if (own) {
      client.close(CloseMode.IMMEDIATE);
    }
  }
}
