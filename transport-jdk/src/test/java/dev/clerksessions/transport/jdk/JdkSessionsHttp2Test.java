package dev.clerksessions.transport.jdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.clerksessions.ClerkConfig;
import dev.clerksessions.PaginatedResourceResponse;
import dev.clerksessions.RetryPolicy;
import dev.clerksessions.Session;
import dev.clerksessions.SessionListParams;
import dev.clerksessions.error.TransportException;
import dev.clerksessions.error.TransportFault;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import mockwebserver3.SocketEffect;
import okhttp3.Protocol;
import okhttp3.internal.http2.ErrorCode;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JdkSessionsHttp2Test {

  private static final SessionListParams PARAMS =
      SessionListParams.builder().userId("user_1").build();
  private static final HandshakeCertificates CERTIFICATES = certificates();
  private static final MockResponse EMPTY_PAGE =
      new MockResponse.Builder().body("{\"data\":[],\"total_count\":0}").build();

  /** A server that speaks both gets the version that the builder asks for. */
  @ParameterizedTest
  @CsvSource({"false, HTTP/1.1", "true, HTTP/2"})
  void http2_whenServerSpeaksBoth_decidesTheVersion(boolean http2, String version)
      throws Exception {
    try (MockWebServer server = new MockWebServer()) {
      start(server, EMPTY_PAGE);

      try (JdkSessions sessions = sessions(server, http2)) {
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

  /**
   * GOAWAY lets the answer that is under way come, and costs the next call a new connection. A call
   * that the JDK begins on the old one at that moment breaks, and is tried again.
   */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void http2_whenServerGoesAway_callsStillSucceed(boolean blocking) throws Exception {
    MockResponse leaving =
        EMPTY_PAGE.newBuilder().onResponseEnd(SocketEffect.ShutdownConnection.INSTANCE).build();
    try (MockWebServer server = new MockWebServer()) {
      start(server, Collections.nCopies(20, leaving).toArray(MockResponse[]::new));

      try (JdkSessions sessions = sessions(server, true, RetryPolicy.DEFAULT)) {
        for (int i = 0; i < 5; i++) {
          assertEmpty(list(sessions, blocking));
        }
      }

      List<RecordedRequest> requests = new ArrayList<>();
      for (int left = server.getRequestCount(); left > 0; left--) {
        requests.add(server.takeRequest());
      }
      assertThat(requests).extracting(RecordedRequest::getVersion).containsOnly("HTTP/2");
      assertThat(requests).extracting(RecordedRequest::getConnectionIndex).contains(0, 1);
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void http2_whenConnectionEnds_throwsBrokenConnection(boolean blocking) throws Exception {
    assertBreaks(blocking, new SocketEffect.CloseSocket());
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void http2_whenStreamIsReset_throwsBrokenConnection(boolean blocking) throws Exception {
    assertBreaks(blocking, new SocketEffect.CloseStream(ErrorCode.INTERNAL_ERROR.getHttpCode()));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void http2_whenStreamIsResetWithinTheBody_throwsBrokenConnection(boolean blocking)
      throws Exception {
    MockResponse cut =
        new MockResponse.Builder()
            .body(" ".repeat(100_000))
            .onResponseBody(new SocketEffect.CloseStream(ErrorCode.CANCEL.getHttpCode()))
            .build();
    assertBreaks(blocking, cut);
  }

  private static void assertBreaks(boolean blocking, SocketEffect effect) throws Exception {
    assertBreaks(blocking, EMPTY_PAGE.newBuilder().onResponseStart(effect).build());
  }

  private static void assertBreaks(boolean blocking, MockResponse broken) throws Exception {
    try (MockWebServer server = new MockWebServer()) {
      // The JDK may send once more by itself.
      start(server, broken, broken, broken, broken);

      try (JdkSessions sessions = sessions(server, true)) {
        assertThatExceptionOfType(TransportException.class)
            .isThrownBy(() -> list(sessions, blocking))
            .satisfies(e -> assertThat(e.fault()).isEqualTo(TransportFault.BROKEN_CONNECTION))
            .withMessageContaining("broke before the response was complete");
        assertThat(server.getRequestCount()).as("requests of one try").isBetween(1, 2);

        server.setDispatcher(always(EMPTY_PAGE));
        assertEmpty(list(sessions, blocking));
      }
    }
  }

  private static Dispatcher always(MockResponse response) {
    return new Dispatcher() {
      @Override
      public MockResponse dispatch(RecordedRequest request) {
        return response;
      }
    };
  }

  private static PaginatedResourceResponse<Session> list(JdkSessions sessions, boolean blocking)
      throws Exception {
    if (blocking) {
      return sessions.getSessionList(PARAMS);
    }
    try {
      return sessions.getSessionListAsync(PARAMS).get(20, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw (Exception) e.getCause();
    }
  }

  private static void start(MockWebServer server, MockResponse... responses) throws Exception {
    server.setProtocols(List.of(Protocol.HTTP_2, Protocol.HTTP_1_1));
    server.useHttps(CERTIFICATES.sslSocketFactory());
    for (MockResponse response : responses) {
      server.enqueue(response);
    }
    server.start();
  }

  private static JdkSessions sessions(MockWebServer server, boolean http2) {
    return sessions(server, http2, RetryPolicy.NONE);
  }

  private static JdkSessions sessions(MockWebServer server, boolean http2, RetryPolicy policy) {
    return JdkSessions.builder(config(server).toBuilder().retryPolicy(policy).build())
        .http2(http2)
        .sslContext(CERTIFICATES.sslContext())
        .build();
  }

  private static HandshakeCertificates certificates() {
    HeldCertificate certificate =
        new HeldCertificate.Builder().addSubjectAlternativeName("localhost").build();
    return new HandshakeCertificates.Builder()
        .heldCertificate(certificate)
        .addTrustedCertificate(certificate.certificate())
        .build();
  }

  private static void assertEmpty(PaginatedResourceResponse<Session> page) {
    assertThat(page).isEqualTo(new PaginatedResourceResponse<Session>(List.of(), 0));
  }

  private static ClerkConfig config(MockWebServer server) {
    return ClerkConfig.builder().secretKey("sk_test_h2").apiUrl(server.url("/").toString()).build();
  }
}
