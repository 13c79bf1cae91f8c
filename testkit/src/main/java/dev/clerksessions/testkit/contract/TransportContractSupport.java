package dev.clerksessions.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clerksessions.ClerkConfig;
import dev.clerksessions.error.ClerkException;
import dev.clerksessions.testkit.server.ScriptedServer;
import dev.clerksessions.transport.HttpTransport;
import dev.clerksessions.transport.WireRequest;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;

/** A new transport for each test, closed after it, and what tests of it have in common. */
@ExtendWith(ThreadLeakExtension.class)
abstract class TransportContractSupport {

  /**
   * For what must happen: a busy machine may need long for it, and nothing waits that long else.
   */
  static final Duration LONG = Duration.ofMinutes(5);

  static final Duration SHORT = Duration.ofMillis(300);

  /**
   * For calls that end before their timeout, because the test or the server ends them. Every wait
   * for such an end must fail before the timeout could be what ends the call.
   */
  static final Duration LONGER_THAN_ANY_WAIT = LONG.multipliedBy(6);

  /** How much later than its timeout a call may end, besides what the machine's load explains. */
  static final Duration GRACE = Duration.ofSeconds(2);

  static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

  static TestCertificates certificates;

  HttpTransport transport;

  /**
   * Opens the transport under test; it is closed after each test.
   *
   * @param config the connect timeout counts; the rest is the protocol's
   * @param sslContext what TLS connections are made with
   * @return a new transport
   */
  protected abstract HttpTransport open(ClerkConfig config, SSLContext sslContext);

  @BeforeAll
  static void makeCertificates() throws Exception {
    certificates = TestCertificates.forLoopback();
  }

  @BeforeEach
  final void openTransport() {
    transport = open(config().build(), certificates.context());
  }

  @AfterEach
  final void closeTransport() {
    transport.close();
  }

  final void assertNextCallSucceeds(CallStyle style) throws IOException {
    try (ScriptedServer server = ScriptedServer.answering(OK)) {
      assertThat(style.send(transport, get(server), LONG).status()).isEqualTo(200);
    } catch (ClerkException e) {
      throw new AssertionError("the next call on the same transport fails", e);
    }
  }

  static ClerkConfig.Builder config() {
    return ClerkConfig.builder()
        .secretKey("sk_test_contract")
        .connectTimeout(LONG)
        .attemptTimeout(LONG)
        .callTimeout(LONG);
  }

  static WireRequest get(ScriptedServer server) {
    return get(server, 1000);
  }

  static WireRequest get(ScriptedServer server, int maxResponseBytes) {
    return new WireRequest("GET", server.uri("/"), Map.of("Accept", "*/*"), maxResponseBytes);
  }
}
