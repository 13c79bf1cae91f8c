package dev.clerksessions.transport.jdk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clerksessions.ClerkConfig;
import dev.clerksessions.PaginatedResourceResponse;
import dev.clerksessions.Session;
import dev.clerksessions.SessionListParams;
import java.util.List;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import okhttp3.Protocol;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JdkSessionsHttp2Test {

  private static final SessionListParams PARAMS =
      SessionListParams.builder().userId("user_1").build();
  private static final MockResponse EMPTY_PAGE =
      new MockResponse.Builder().body("{\"data\":[],\"total_count\":0}").build();

  /** A server that speaks both gets the version that the builder asks for. */
  @ParameterizedTest
  @CsvSource({"false, HTTP/1.1", "true, HTTP/2"})
  void http2_whenServerSpeaksBoth_decidesTheVersion(boolean http2, String version)
      throws Exception {
    HeldCertificate certificate =
        new HeldCertificate.Builder().addSubjectAlternativeName("localhost").build();
    HandshakeCertificates certificates =
        new HandshakeCertificates.Builder()
            .heldCertificate(certificate)
            .addTrustedCertificate(certificate.certificate())
            .build();
    try (MockWebServer server = new MockWebServer()) {
      server.setProtocols(List.of(Protocol.HTTP_2, Protocol.HTTP_1_1));
      server.useHttps(certificates.sslSocketFactory());
      server.enqueue(EMPTY_PAGE);
      server.start();

      try (JdkSessions sessions =
          JdkSessions.builder(config(server))
              .http2(http2)
              .sslContext(certificates.sslContext())
              .build()) {
        assertEmpty(sessions.getSessionList(PARAMS));
      }

      assertThat(server.takeRequest().getVersion()).isEqualTo(version);
    }
  }

  /** Without TLS, asking for HTTP/2 would mean an upgrade in every request. */
  @Test
  void http2_whenNotBehindTls_asksForNoUpgrade() throws Exception {
    try (MockWebServer server = new MockWebServer()) {
      server.enqueue(EMPTY_PAGE);
      server.start();

      try (JdkSessions sessions = JdkSessions.builder(config(server)).http2(true).build()) {
        assertEmpty(sessions.getSessionList(PARAMS));
      }

      RecordedRequest request = server.takeRequest();
      assertThat(request.getHeaders().names())
          .doesNotContain("Upgrade", "HTTP2-Settings", "Connection");
    }
  }

  private static void assertEmpty(PaginatedResourceResponse<Session> page) {
    assertThat(page).isEqualTo(new PaginatedResourceResponse<Session>(List.of(), 0));
  }

  private static ClerkConfig config(MockWebServer server) {
    return ClerkConfig.builder().secretKey("sk_test_h2").apiUrl(server.url("/").toString()).build();
  }
}
