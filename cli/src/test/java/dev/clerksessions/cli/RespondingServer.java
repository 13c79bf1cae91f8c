package dev.clerksessions.cli;

import com.sun.net.httpserver.HttpServer;
import dev.clerksessions.testkit.server.Loopback;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** A loopback server that gives every request the same answer. */
final class RespondingServer implements AutoCloseable {

  private final HttpServer server;

  RespondingServer(int status, Map<String, String> headers, String body) throws IOException {
    server = HttpServer.create(new InetSocketAddress(Loopback.address(), 0), 0);
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    server.createContext(
        "/",
        exchange -> {
          headers.forEach(exchange.getResponseHeaders()::set);
          exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
          try (OutputStream out = exchange.getResponseBody()) {
            out.write(bytes);
          }
        });
    server.start();
  }

  String url() {
    return "http://" + Loopback.authority(server.getAddress().getPort());
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
