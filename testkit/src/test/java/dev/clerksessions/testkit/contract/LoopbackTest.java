package dev.clerksessions.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clerksessions.testkit.FakeClerkServer;
import dev.clerksessions.testkit.InMemorySessions;
import dev.clerksessions.testkit.server.Loopback;
import dev.clerksessions.testkit.server.ScriptedServer;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.HttpsURLConnection;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Servers are reached at the URLs they report, whichever address the JVM prefers. */
class LoopbackTest {

  private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

  @Test
  void authority_namesTheAddressThatIsBoundTo() throws IOException {
    URI uri = URI.create("http://" + Loopback.authority(8080));

    assertThat(uri.getPort()).isEqualTo(8080);
    assertThat(new InetSocketAddress(uri.getHost(), 0).getAddress()).isEqualTo(Loopback.address());
  }

  /** The preference is read when a JVM starts, so each runs in a JVM of its own. */
  @ParameterizedTest
  @ValueSource(strings = {"true", "system", "false"})
  void servers_whicheverAddressIsPreferred_areReachedAtTheirUrls(String preference)
      throws Exception {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djava.net.preferIPv6Addresses=" + preference,
                "-cp",
                System.getProperty("java.class.path"),
                Servers.class.getName())
            .redirectErrorStream(true)
            .start();
    try {
      process.getOutputStream().close();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

      assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
      assertThat(output.lines()).contains("fake 200", "scripted 200", "TLS 200", "full");
      assertThat(process.exitValue()).isZero();
    } finally {
      process.destroyForcibly();
    }
  }

  /** What the process runs: reaches each kind of server at its URL. */
  static final class Servers {

    public static void main(String[] args) throws Exception {
      try (FakeClerkServer fake = FakeClerkServer.start(new InMemorySessions())) {
        HttpURLConnection connection = open(URI.create(fake.url() + "/v1/sessions?user_id=u"));
        connection.setRequestProperty("Authorization", "Bearer " + fake.secretKey());
        System.out.println("fake " + connection.getResponseCode());
      }
      try (ScriptedServer server = ScriptedServer.answering(OK)) {
        System.out.println("scripted " + open(server.uri("/")).getResponseCode());
      }
      TestCertificates certificates = TestCertificates.forLoopback();
      try (ScriptedServer server =
          new ScriptedServer(connection -> connection.write(OK), certificates.context())) {
        HttpsURLConnection connection = (HttpsURLConnection) open(server.uri("/"));
        connection.setSSLSocketFactory(certificates.context().getSocketFactory());
        System.out.println("TLS " + connection.getResponseCode());
      }
      try (SaturatedListener listener = new SaturatedListener();
          Socket socket = new Socket()) {
        URI uri = URI.create(listener.url());
        socket.connect(new InetSocketAddress(uri.getHost(), uri.getPort()), 100);
        System.out.println("connected");
      } catch (SocketTimeoutException e) {
        System.out.println("full");
      }
    }

    private static HttpURLConnection open(URI uri) throws IOException {
      HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection();
      connection.setConnectTimeout((int) Duration.ofSeconds(20).toMillis());
      connection.setReadTimeout((int) Duration.ofSeconds(20).toMillis());
      return connection;
    }
  }
}
