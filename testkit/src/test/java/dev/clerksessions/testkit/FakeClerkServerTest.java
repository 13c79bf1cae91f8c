package dev.clerksessions.testkit;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.clerksessions.Session;
import dev.clerksessions.SessionActivity;
import dev.clerksessions.SessionStatus;
import dev.clerksessions.SessionTask;
import dev.clerksessions.ratelimit.RateLimit;
import dev.clerksessions.testkit.server.Loopback;
import java.io.IOException;
import java.net.ConnectException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FakeClerkServerTest {

  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  private final InMemorySessions sessions = new InMemorySessions();
  private final FakeClerkServer server = FakeClerkServer.start(sessions);

  @AfterEach
  void closeServer() {
    server.close();
  }

  @Test
  void get_whenPaginated_wrapsThePage() throws Exception {
    sessions.add(bareSession());

    HttpResponse<String> response = get("/v1/sessions?user_id=user_1&paginated=true");

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("Content-Type")).hasValue("application/json");
    assertThat(response.headers().firstValue("cf-ray")).isPresent();
    assertThat(response.body()).isEqualTo("{\"data\":[" + BARE_SESSION + "],\"total_count\":1}");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "&paginated=false", "&paginated="})
  void get_whenNotPaginated_givesABareArray(String paginated) throws Exception {
    sessions.add(bareSession());

    assertThat(get("/v1/sessions?user_id=user_1" + paginated).body())
        .isEqualTo("[" + BARE_SESSION + "]");
  }

  /** A request without the right key doesn't count. */
  @Test
  void get_beyondTheRateLimit_is429WithRetryAfter() throws Exception {
    RateLimit limit = new RateLimit(2, Duration.ofMinutes(10));
    try (FakeClerkServer limited = FakeClerkServer.builder(sessions).rateLimit(limit).start()) {
      HttpRequest.Builder request =
          HttpRequest.newBuilder(URI.create(limited.url() + "/v1/sessions?user_id=user_1"));
      assertThat(CLIENT.send(request.build(), BodyHandlers.ofString()).statusCode()).isEqualTo(401);
      HttpRequest authorized =
          request.header("Authorization", "Bearer " + limited.secretKey()).build();
      for (int i = 0; i < 2; i++) {
        assertThat(CLIENT.send(authorized, BodyHandlers.ofString()).statusCode()).isEqualTo(200);
      }
      assertThat(limited.rateLimited()).isZero();

      HttpResponse<String> refused = CLIENT.send(authorized, BodyHandlers.ofString());

      assertThat(refused.statusCode()).isEqualTo(429);
      assertThat(refused.headers().firstValueAsLong("Retry-After").orElse(0)).isBetween(500L, 600L);
      assertThat(refused.body()).contains("\"code\":\"too_many_requests\"", "\"clerk_trace_id\":");
      assertThat(limited.rateLimited()).isEqualTo(1);
      assertThat(server.rateLimited()).as("of one without a limit").isZero();
    }
  }

  private static final String BARE_SESSION =
      "{\"object\":\"session\",\"id\":\"sess_1\",\"client_id\":\"client_1\","
          + "\"user_id\":\"user_1\",\"status\":\"active\",\"last_active_organization_id\":null,"
          + "\"actor\":null,\"latest_activity\":null,\"last_active_at\":1,\"expire_at\":2,"
          + "\"abandon_at\":null,\"created_at\":4,\"updated_at\":5,\"tasks\":[]}";

  private static Session bareSession() {
    return Session.builder()
        .id("sess_1")
        .clientId("client_1")
        .userId("user_1")
        .status(SessionStatus.ACTIVE)
        .lastActiveAt(Instant.ofEpochMilli(1))
        .expireAt(Instant.ofEpochMilli(2))
        .createdAt(Instant.ofEpochMilli(4))
        .updatedAt(Instant.ofEpochMilli(5))
        .build();
  }

  @Test
  void get_whenMembersAreThere_writesThemAndLeavesOutWhatIsUnknown() throws Exception {
    sessions.add(
        bareSession().toBuilder()
            .rawStatus("hibernating")
            .abandonAt(Instant.ofEpochMilli(3))
            .lastActiveOrganizationId("org_1")
            .actor(Map.of("sub", "user_2"))
            .tasks(List.of(new SessionTask("setup-mfa")))
            .latestActivity(
                SessionActivity.builder("sess_activity_1").isMobile(true).city("Łódź").build())
            .build());

    assertThat(get("/v1/sessions?client_id=client_1").body())
        .isEqualTo(
            "[{\"object\":\"session\",\"id\":\"sess_1\",\"client_id\":\"client_1\","
                + "\"user_id\":\"user_1\",\"status\":\"hibernating\","
                + "\"last_active_organization_id\":\"org_1\",\"actor\":{\"sub\":\"user_2\"},"
                + "\"latest_activity\":{\"object\":\"session_activity\","
                + "\"id\":\"sess_activity_1\",\"is_mobile\":true,"
                + "\"city\":\"Łódź\"},\"last_active_at\":1,\"expire_at\":2,"
                + "\"abandon_at\":3,\"created_at\":4,\"updated_at\":5,"
                + "\"tasks\":[{\"key\":\"setup-mfa\"}]}]");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "                                 | user_id   | form_param_missing",
        "user_id=&client_id=              | user_id   | form_param_missing",
        "user_id=u&status=asleep          | status    | form_param_value_invalid",
        "user_id=u&status=ACTIVE          | status    | form_param_value_invalid",
        "user_id=u&limit=0                | limit     | form_param_value_invalid",
        "user_id=u&limit=-1               | limit     | form_param_value_invalid",
        "user_id=u&limit=501              | limit     | form_param_value_too_large",
        "user_id=u&limit=ten              | limit     | form_param_type_invalid",
        "user_id=u&limit=1.5              | limit     | form_param_type_invalid",
        "user_id=u&offset=-1              | offset    | form_param_value_invalid",
        "user_id=u&offset=x               | offset    | form_param_type_invalid",
        "user_id=u&paginated=yes          | paginated | form_param_type_invalid",
        "user_id=u&order_by=created_at    | order_by  | form_param_unknown"
      })
  void get_whenAParameterIsWrong_refusesIt(String query, String paramName, String code)
      throws Exception {
    HttpResponse<String> response = get("/v1/sessions?" + (query == null ? "" : query));

    assertThat(response.statusCode()).isEqualTo(422);
    assertThat(response.headers().firstValue("Content-Type")).hasValue("application/json");
    assertThat(response.body())
        .containsOnlyOnce("\"code\"")
        .contains("\"code\":\"" + code + "\",\"meta\":{\"param_name\":\"" + paramName + "\"}")
        .containsPattern("\"clerk_trace_id\":\"[0-9a-f]{32}\"");
  }

  @Test
  void get_whenSeveralParametersAreWrong_namesAll() throws Exception {
    assertThat(get("/v1/sessions?limit=0&offset=-1&nope=1").body())
        .contains("\"param_name\":\"user_id\"")
        .contains("\"param_name\":\"limit\"")
        .contains("\"param_name\":\"offset\"")
        .contains("\"param_name\":\"nope\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "sk_test_x", "Basic abc", "bearer sk"})
  void get_whenThereIsNoBearerKey_refusesTheHeader(String authorization) throws Exception {
    HttpRequest.Builder request = request("/v1/sessions?user_id=u");
    if (!authorization.isEmpty()) {
      request.header("Authorization", authorization);
    }

    HttpResponse<String> response = CLIENT.send(request.build(), BodyHandlers.ofString());

    assertThat(response.statusCode()).isEqualTo(401);
    assertThat(response.body())
        .contains("\"code\":\"authorization_header_format_invalid\"")
        .doesNotContain("clerk_trace_id", "meta");
  }

  @Test
  void get_whenTheKeyIsWrong_refusesTheKey() throws Exception {
    HttpResponse<String> response =
        CLIENT.send(
            request("/v1/sessions?user_id=u").header("Authorization", "Bearer sk_test_no").build(),
            BodyHandlers.ofString());

    assertThat(response.statusCode()).isEqualTo(401);
    assertThat(response.body())
        .contains("\"code\":\"clerk_key_invalid\"")
        .doesNotContain("clerk_trace_id", "meta", "sk_test_no");
  }

  @Test
  void get_whenTheApiVersionIsNoDate_refusesIt() throws Exception {
    HttpResponse<String> response =
        CLIENT.send(
            authorized("/v1/sessions?user_id=u").header("Clerk-API-Version", "v1").build(),
            BodyHandlers.ofString());

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.body()).contains("\"code\":\"api_version_invalid\"");
  }

  private static final String ONE_SESSION =
      "{\"object\":\"session\",\"id\":\"sess_1\",\"client_id\":\"client_1\","
          + "\"user_id\":\"user_1\",\"status\":\"active\",\"last_active_organization_id\":null,"
          + "\"actor\":null,\"last_active_at\":1,\"expire_at\":2,"
          + "\"abandon_at\":null,\"created_at\":4,\"updated_at\":5,\"tasks\":[]}";

  @Test
  void getSession_whenItIsKnown_isTheSessionWithoutActivity() throws Exception {
    sessions.add(
        bareSession().toBuilder()
            .latestActivity(SessionActivity.builder("sess_activity_1").build())
            .build());

    HttpResponse<String> response = get("/v1/sessions/sess_1");

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("Content-Type")).hasValue("application/json");
    assertThat(response.headers().firstValue("cf-ray")).isPresent();
    assertThat(response.body()).isEqualTo(ONE_SESSION);
  }

  @Test
  void getSession_whenTimeHasPassed_isWhatHasBecomeOfIt() throws Exception {
    ManualClock clock = new ManualClock();
    InMemorySessions aging = new InMemorySessions(clock);
    String id = aging.signIn("user_1").id();
    clock.advance(Duration.ofDays(7));
    try (FakeClerkServer other = FakeClerkServer.start(aging)) {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(other.url() + "/v1/sessions/" + id))
              .header("Authorization", "Bearer " + other.secretKey())
              .build();

      assertThat(CLIENT.send(request, BodyHandlers.ofString()).body())
          .contains("\"status\":\"expired\"");
    }
  }

  @Test
  void getSession_whenItIsUnknown_isResourceNotFound() throws Exception {
    HttpResponse<String> response = get("/v1/sessions/sess%2Fno%22ne");

    assertThat(response.statusCode()).isEqualTo(404);
    assertThat(response.headers().firstValue("Content-Type")).hasValue("application/json");
    String traceId = response.headers().firstValue("cf-ray").orElseThrow();
    assertThat(response.body())
        .isEqualTo(
            "{\"errors\":[{\"message\":\"Session not found\",\"long_message\":"
                + "\"No session was found with id sess/no\\\"ne\","
                + "\"code\":\"resource_not_found\",\"meta\":{}}],\"clerk_trace_id\":\""
                + traceId
                + "\"}");
  }

  @Test
  void getSession_whenTheKeyIsWrong_isRefusedAsTheListIs() throws Exception {
    HttpResponse<String> response =
        CLIENT.send(
            request("/v1/sessions/sess_1").header("Authorization", "Bearer sk_test_no").build(),
            BodyHandlers.ofString());

    assertThat(response.statusCode()).isEqualTo(401);
    assertThat(response.body()).contains("\"code\":\"clerk_key_invalid\"");
  }

  @Test
  void getSession_beyondTheRateLimit_isRefused() throws Exception {
    sessions.add(bareSession());
    RateLimit once = new RateLimit(1, Duration.ofMinutes(10));
    try (FakeClerkServer limited = FakeClerkServer.builder(sessions).rateLimit(once).start()) {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(limited.url() + "/v1/sessions/sess_1"))
              .header("Authorization", "Bearer " + limited.secretKey())
              .build();
      assertThat(CLIENT.send(request, BodyHandlers.ofString()).statusCode()).isEqualTo(200);

      assertThat(CLIENT.send(request, BodyHandlers.ofString()).statusCode()).isEqualTo(429);
    }
  }

  @Test
  void getSession_whenThereIsTrouble_meetsItAndIsNoCallOfTheList() throws Exception {
    sessions.add(bareSession());
    server.failNext(1, Fault.status(403));
    assertThat(get("/v1/sessions/sess_1").statusCode()).isEqualTo(403);
    server.failFor("user_1", Fault.status(409));
    assertThat(get("/v1/sessions/sess_1").statusCode()).isEqualTo(409);
    assertThat(get("/v1/sessions/sess_2").statusCode()).isEqualTo(404);

    assertThat(server.calls()).isEmpty();
  }

  /** The API's own errors end at 500. */
  @ParameterizedTest
  @ValueSource(ints = {502, 503, 504, 520, 530})
  void get_whenAProxyFails_isAPageOfHtml(int status) throws Exception {
    server.failNext(1, Fault.status(status));

    HttpResponse<String> response = get("/v1/sessions?user_id=u");

    assertThat(response.statusCode()).isEqualTo(status);
    assertThat(response.headers().firstValue("Content-Type")).hasValue("text/html; charset=UTF-8");
    assertThat(response.headers().firstValue("cf-ray")).isPresent();
    assertThat(response.body()).startsWith("<html>");
  }

  @ParameterizedTest
  @CsvSource({
    "GET, /",
    "GET, /v1/sessions/",
    "GET, /v1/sessions/sess_1/",
    "GET, /v1/sessions/sess_1/tokens",
    "POST, /v1/sessions/sess_1",
    "GET, /v1/users",
    "GET, /v1/v1/sessions",
    "POST, /v1/sessions",
    "DELETE, /v1/sessions"
  })
  void request_whenElsewhere_isNotFound(String method, String path) throws Exception {
    HttpResponse<String> response =
        CLIENT.send(
            authorized(path).method(method, BodyPublishers.noBody()).build(),
            BodyHandlers.ofString());

    assertThat(response.statusCode()).isEqualTo(404);
    assertThat(response.headers().firstValue("Content-Type"))
        .hasValueSatisfying(type -> assertThat(type).startsWith("text/plain"));
    assertThat(response.body()).isEqualTo("404 page not found\n");
  }

  @Test
  void request_whenHead_hasNoBody() throws Exception {
    assertThat(
            CLIENT
                .send(
                    authorized("/v1/sessions").method("HEAD", BodyPublishers.noBody()).build(),
                    BodyHandlers.ofString())
                .body())
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"a%20b", "a+b"})
  void get_whenAnIdHasASpace_takesBothSpellings(String id) throws Exception {
    sessions.add(bareSession().toBuilder().userId("a b").build());

    assertThat(get("/v1/sessions?user_id=" + id).body()).contains("sess_1");
  }

  @Test
  void get_whenLatencyIsSet_takesThatLong() throws Exception {
    Duration latency = Duration.ofMillis(120);
    try (FakeClerkServer slow = FakeClerkServer.builder(sessions).latency(latency).start()) {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(slow.url() + "/v1/sessions?user_id=u"))
              .header("Authorization", "Bearer " + slow.secretKey())
              .build();
      long start = System.nanoTime();

      assertThat(CLIENT.send(request, BodyHandlers.ofString()).statusCode()).isEqualTo(200);

      assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(latency);
    }
  }

  @Test
  void get_whenAnotherKeyIsSet_acceptsThatAlone() throws Exception {
    try (FakeClerkServer other =
        FakeClerkServer.builder(sessions).secretKey("sk_test_other").start()) {
      assertThat(other.config().secretKey().reveal()).isEqualTo("sk_test_other");
      assertThat(
              CLIENT
                  .send(
                      HttpRequest.newBuilder(URI.create(other.url() + "/v1/sessions?user_id=u"))
                          .header("Authorization", "Bearer " + server.secretKey())
                          .build(),
                      BodyHandlers.ofString())
                  .statusCode())
          .isEqualTo(401);
    }
  }

  @Test
  void close_whenClosed_refusesConnections() {
    server.close();
    server.close();

    assertThatThrownBy(() -> get("/v1/sessions")).isInstanceOf(ConnectException.class);
  }

  @Test
  void port_whenOutOfRange_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FakeClerkServer.builder(sessions).port(65_536))
        .withMessage("port must be 0 to 65535, was 65536");
  }

  @Test
  void latency_whenNegative_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> FakeClerkServer.builder(sessions).latency(Duration.ofMillis(-1)))
        .withMessage("latency must be 0 or more, was PT-0.001S");
  }

  @Test
  void toString_tellsTheAddressAndNotTheKey() {
    assertThat(server).asString().contains(server.url()).doesNotContain(server.secretKey());
  }

  /** What comes back, to the connection's end, for bytes that are sent as they are. */
  private String raw(String request) throws IOException {
    try (Socket socket = new Socket(Loopback.address(), URI.create(server.url()).getPort())) {
      socket.setSoTimeout(20_000);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private String head(String requestLine, String... headers) {
    return requestLine
        + "\r\nHost: x\r\nauthorization: Bearer "
        + server.secretKey()
        + "\r\n"
        + Stream.of(headers).map(header -> header + "\r\n").collect(joining())
        + "\r\n";
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"GET /v1/sessions?user_id=u HTTP/1.0", "GET /v1/sessions?user_id=u HTTP/1.1"})
  void request_whenItIsTheLast_endsTheConnection(String requestLine) throws IOException {
    assertThat(raw(head(requestLine, "Connection: Close")))
        .startsWith("HTTP/1.1 200 ")
        .contains("\r\nConnection: close\r\n")
        .endsWith("\r\n\r\n[]");
  }

  @Test
  void request_whenItHasABody_isAnsweredAndSoIsTheNext() throws IOException {
    String answers =
        raw(
            head("POST /v1/sessions HTTP/1.1", "Content-Length: 5")
                + "hello"
                + head("GET /v1/sessions?user_id=u HTTP/1.1", "Connection: close"));

    assertThat(answers).startsWith("HTTP/1.1 404 ").containsOnlyOnce("HTTP/1.1 200 ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"Transfer-Encoding: chunked", "Content-Length: 99999999", "Content-Length: x"})
  void request_whenItsBodyHasNoUsableLength_isTheLast(String header) throws IOException {
    assertThat(raw(head("POST /v1/sessions HTTP/1.1", header) + "5\r\nhello\r\n0\r\n\r\n"))
        .startsWith("HTTP/1.1 404 ")
        .contains("\r\nConnection: close\r\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "hello",
        "GET /v1/sessions",
        "GET  /v1/sessions HTTP/1.1",
        "get / HTTP/1.1",
        "GET / HTTP/2.0",
        "GET mailto:a@b.test HTTP/1.1",
        "GET /v1/sessions?user_id=%zz| HTTP/1.1"
      })
  void request_whenItIsNoHttp_isRefused(String requestLine) throws IOException {
    assertThat(raw(requestLine + "\r\n\r\n"))
        .startsWith("HTTP/1.1 400 ")
        .contains("\"code\":\"bad_request\"");
  }

  private HttpResponse<String> get(String target) throws IOException, InterruptedException {
    return CLIENT.send(authorized(target).build(), BodyHandlers.ofString());
  }

  private HttpRequest.Builder authorized(String target) {
    return request(target).header("Authorization", "Bearer " + server.secretKey());
  }

  private HttpRequest.Builder request(String target) {
    return HttpRequest.newBuilder(URI.create(server.url() + target));
  }
}
