package consumer.calls;

import com.sun.net.httpserver.HttpServer;
import dev.clerksessions.ClerkConfig;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/** A Backend API without sessions, on loopback. */
public final class EmptyApi implements AutoCloseable {

  private final HttpServer server;

  private EmptyApi(HttpServer server) {
    this.server = server;
  }

  public static EmptyApi start() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    byte[] body = "{\"data\":[],\"total_count\":0}".getBytes(StandardCharsets.UTF_8);
    server.createContext(
        "/v1/sessions",
        exchange -> {
          exchange.getResponseHeaders().add("Content-Type", "application/json");
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
    return new EmptyApi(server);
  }

  public ClerkConfig config() {
    return ClerkConfig.builder()
        .secretKey("sk_test_consumer")
        .apiUrl("http://localhost:" + server.getAddress().getPort())
        .build();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
