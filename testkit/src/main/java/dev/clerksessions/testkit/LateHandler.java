package dev.clerksessions.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Moves the API's answers to the socket, after the latency. */
record LateHandler(SessionListApi api, ScheduledExecutorService threads, Duration latency)
    implements HttpHandler {

  @Override
  public void handle(HttpExchange exchange) throws IOException {
    ApiAnswer answer =
        api.answer(
            exchange.getRequestMethod(),
            exchange.getRequestURI(),
            exchange.getRequestHeaders()::getFirst);
    if (latency.isZero()) {
      send(exchange, answer);
      return;
    }
    var unused =
        threads.schedule(
            () -> {
              send(exchange, answer);
              return null;
            },
            latency.toNanos(),
            TimeUnit.NANOSECONDS);
  }

  private static void send(HttpExchange exchange, ApiAnswer answer) throws IOException {
    try (exchange) {
      answer.headers().forEach(exchange.getResponseHeaders()::set);
      if (exchange.getRequestMethod().equals("HEAD")) {
        exchange.sendResponseHeaders(answer.status(), -1);
        return;
      }
      byte[] body = answer.body().getBytes(UTF_8);
      exchange.sendResponseHeaders(answer.status(), body.length);
      exchange.getResponseBody().write(body);
    }
  }
}
