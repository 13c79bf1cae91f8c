package dev.clerksessions.bapi;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.InstanceOfAssertFactories.collection;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import dev.clerksessions.ClerkConfig;
import dev.clerksessions.PaginatedResourceResponse;
import dev.clerksessions.RetryPolicy;
import dev.clerksessions.Session;
import dev.clerksessions.SessionListParams;
import dev.clerksessions.SessionStatus;
import dev.clerksessions.SessionsPort;
import dev.clerksessions.error.AuthenticationException;
import dev.clerksessions.error.CallTimeoutException;
import dev.clerksessions.error.MalformedResponseException;
import dev.clerksessions.error.ServerException;
import dev.clerksessions.error.TransportException;
import dev.clerksessions.error.TransportFault;
import dev.clerksessions.ratelimit.RateLimit;
import dev.clerksessions.ratelimit.RateLimiter;
import dev.clerksessions.transport.HttpTransport;
import dev.clerksessions.transport.WireRequest;
import dev.clerksessions.transport.WireResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BackendApiSessionsTest {

  private static final String KEY = "sk_test_abcdefSECRET";
  private static final SessionListParams PARAMS =
      SessionListParams.builder().userId("user_1").build();

  private static final String NO_SESSIONS = "{\"data\":[],\"total_count\":0}";

  private final ScriptedTransport transport = ScriptedTransport.answering(200, NO_SESSIONS);

  private static ClerkConfig.Builder config() {
    return ClerkConfig.builder().secretKey(KEY).retryPolicy(RetryPolicy.NONE);
  }

  private static HttpTransport named() {
    HttpTransport transport = mock(HttpTransport.class);
    when(transport.name()).thenReturn("mock");
    return transport;
  }

  private WireRequest requestFor(ClerkConfig config, SessionListParams params) {
    new BackendApiSessions(config, transport).getSessionList(params);
    return transport.requests.get(0);
  }

  @Test
  void getSessionList_whenAllIsSet_asksForAllOfIt() {
    WireRequest request =
        requestFor(
            config().build(),
            SessionListParams.builder()
                .clientId("client_1")
                .userId("user_1")
                .status(SessionStatus.REPLACED)
                .limit(500)
                .offset(1000)
                .build());

    assertThat(request.method()).isEqualTo("GET");
    assertThat(request.uri())
        .hasToString(
            "https://api.clerk.com/v1/sessions?client_id=client_1&user_id=user_1"
                + "&status=replaced&limit=500&offset=1000&paginated=true");
    assertThat(request.maxResponseBytes()).isEqualTo(16 * 1024 * 1024);
  }

  @Test
  void getSessionList_whenLittleIsSet_saysLimitAndOffsetAllTheSame() {
    assertThat(requestFor(config().build(), PARAMS).uri())
        .hasToString(
            "https://api.clerk.com/v1/sessions?user_id=user_1&limit=10&offset=0&paginated=true");
  }

  @Test
  void getSessionList_whenTheApiHasABasePath_keepsIt() {
    assertThat(requestFor(config().apiUrl("https://proxy.test/clerk/v1/").build(), PARAMS).uri())
        .hasToString(
            "https://proxy.test/clerk/v1/sessions?user_id=user_1&limit=10&offset=0"
                + "&paginated=true");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "a b | a%20b",
        "a+b | a%2Bb",
        "a&b=c | a%26b%3Dc",
        "a/b?c#d | a%2Fb%3Fc%23d",
        "100% | 100%25",
        "zü東🏙 | z%C3%BC%E6%9D%B1%F0%9F%8F%99",
        "a-b_c.d~e | a-b_c.d%7Ee"
      })
  void getSessionList_whenAnIdIsAwkward_encodesIt(String id, String encoded) {
    SessionListParams params = SessionListParams.builder().userId(id).clientId(id).build();

    assertThat(requestFor(config().build(), params).uri().getRawQuery())
        .startsWith("client_id=" + encoded + "&user_id=" + encoded + "&limit=");
  }

  @Test
  void getSessionList_sendsTheHeadersOfTheApi() {
    assertThat(requestFor(config().build(), PARAMS).headers())
        .containsEntry("Accept", "application/json")
        .containsEntry("Accept-Encoding", "gzip")
        .containsEntry("Authorization", "Bearer " + KEY)
        .containsEntry("Clerk-API-Version", "2026-05-12")
        .extracting(Map::keySet, as(collection(String.class)))
        .containsExactly(
            "Accept", "Accept-Encoding", "Authorization", "Clerk-API-Version", "User-Agent");
  }

  @Test
  void getSessionList_namesItselfAndTheApplication() {
    String version = System.getProperty("clerksessions.version");

    assertThat(requestFor(config().userAgentSuffix("app/1").build(), PARAMS).headers())
        .containsEntry(
            "User-Agent",
            "clerk-sessions/"
                + version
                + " (Java "
                + System.getProperty("java.version")
                + "; scripted) app/1");
  }

  @Test
  void request_printsNoKey() {
    assertThat(requestFor(config().build(), PARAMS))
        .asString()
        .contains("user_id=user_1", "Authorization")
        .doesNotContain("SECRET");
  }

  @ParameterizedTest
  @CsvSource({"1000, 2000, 1000", "2000, 1000, 1000"})
  void getSessionList_waitsForTheShorterTimeout(long attempt, long call, long longest) {
    ClerkConfig config =
        config()
            .attemptTimeout(Duration.ofMillis(attempt))
            .callTimeout(Duration.ofMillis(call))
            .build();

    new BackendApiSessions(config, transport).getSessionList(PARAMS);

    assertThat(transport.timeouts).containsExactly(Duration.ofMillis(longest));
  }

  @Test
  void params_whenRefused_neverReachTheTransport() {
    HttpTransport untouched = named();
    BackendApiSessions sessions = new BackendApiSessions(config().build(), untouched);

    assertThatIllegalArgumentException()
        .isThrownBy(
            () ->
                sessions.getSessionList(
                    SessionListParams.builder().userId("user_1").limit(501).build()));

    verify(untouched, never()).send(any(), any());
  }

  @Test
  void getSessionList_whenTheTransportFails_failsWithTheSame() {
    TransportException failure =
        new TransportException(TransportFault.BROKEN_CONNECTION, "connection broke", null);
    HttpTransport broken = named();
    when(broken.send(any(), any())).thenThrow(failure);

    assertThatExceptionOfType(TransportException.class)
        .isThrownBy(() -> new BackendApiSessions(config().build(), broken).getSessionList(PARAMS))
        .satisfies(thrown -> assertSame(thrown, failure));
  }

  @Test
  void getSessionListAsync_whenTheTransportFails_failsWithTheExceptionItself() {
    TransportException failure =
        new TransportException(TransportFault.BROKEN_CONNECTION, "connection broke", null);

    assertSame(failureOf(CompletableFuture.failedFuture(failure)), failure);
  }

  @Test
  void getSessionListAsync_whenTheApiRefuses_failsWithTheExceptionItself() {
    assertThat(
            failureOf(
                CompletableFuture.completedFuture(
                    new WireResponse(401, name -> null, new byte[0]))))
        .isInstanceOf(AuthenticationException.class);
  }

  @Test
  void getSessionListAsync_whenThePageIsMalformed_failsWithTheExceptionItself() {
    assertThat(
            failureOf(
                CompletableFuture.completedFuture(
                    new WireResponse(200, name -> null, new byte[0]))))
        .isInstanceOf(MalformedResponseException.class)
        .hasMessage("body is empty");
  }

  @Test
  void getSessionListAsync_whenTheTransportWrapsItsFailure_unwrapsIt() {
    TransportException failure =
        new TransportException(TransportFault.BROKEN_CONNECTION, "connection broke", null);

    assertSame(
        failureOf(CompletableFuture.failedFuture(new CompletionException(failure))), failure);
  }

  /** The thrown one is a copy that has the attempts of the call. */
  private static void assertSame(Throwable thrown, TransportException failure) {
    assertThat(thrown)
        .isExactlyInstanceOf(failure.getClass())
        .hasMessage(failure.getMessage())
        .hasNoCause();
    assertThat(thrown.getStackTrace()).isEqualTo(failure.getStackTrace());
    assertThat(((TransportException) thrown).fault()).isEqualTo(failure.fault());
  }

  @Test
  void getSessionListAsync_whenTheAnswerIsStillToCome_waitsForIt() {
    CompletableFuture<WireResponse> exchange = new CompletableFuture<>();
    HttpTransport async = named();
    when(async.sendAsync(any(), any())).thenReturn(exchange);

    CompletableFuture<PaginatedResourceResponse<Session>> page =
        new BackendApiSessions(config().build(), async).getSessionListAsync(PARAMS);

    assertThat(page).isNotDone();
    exchange.complete(new WireResponse(200, name -> null, NO_SESSIONS.getBytes(UTF_8)));
    assertThat(page).isCompletedWithValue(new PaginatedResourceResponse<>(List.of(), 0));
  }

  @Test
  void getSessionListAsync_asksAsTheBlockingCallDoes() {
    BackendApiSessions sessions = new BackendApiSessions(config().build(), transport);
    sessions.getSessionList(PARAMS);
    var unused = sessions.getSessionListAsync(PARAMS);

    assertThat(transport.requests)
        .extracting(WireRequest::method, WireRequest::uri, WireRequest::headers)
        .hasSize(2)
        .containsOnly(
            tuple("GET", transport.requests.get(0).uri(), transport.requests.get(0).headers()));
    assertThat(transport.timeouts).containsExactly(Duration.ofSeconds(10), Duration.ofSeconds(10));
  }

  @Test
  void getSessionList_whenAMalformedAnswersTraceIdEchoesTheKey_masksIt() {
    ScriptedTransport echo =
        new ScriptedTransport(200, Map.of("cf-ray", "ray-" + KEY), new byte[0]);

    assertThatExceptionOfType(MalformedResponseException.class)
        .isThrownBy(() -> new BackendApiSessions(config().build(), echo).getSessionList(PARAMS))
        .satisfies(e -> assertThat(e.traceId()).isEqualTo("ray-***"))
        .withMessageNotContaining("SECRET");
  }

  /** What a continuation sees, without any wrapper around it. */
  private static Throwable failureOf(CompletableFuture<WireResponse> answer) {
    HttpTransport async = named();
    when(async.sendAsync(any(), any())).thenReturn(answer);
    AtomicReference<Throwable> seen = new AtomicReference<>();
    CompletableFuture<PaginatedResourceResponse<Session>> page =
        new BackendApiSessions(config().build(), async).getSessionListAsync(PARAMS);
    var unused = page.whenComplete((value, failure) -> seen.set(failure));
    assertThat(page)
        .failsWithin(Duration.ZERO)
        .withThrowableOfType(ExecutionException.class)
        .havingCause()
        .isSameAs(seen.get());
    return seen.get();
  }

  @Test
  void getSessionListAsync_whenCancelled_cancelsTheExchange() {
    CompletableFuture<WireResponse> exchange = new CompletableFuture<>();
    HttpTransport async = named();
    when(async.sendAsync(any(), any())).thenReturn(exchange);

    new BackendApiSessions(config().build(), async).getSessionListAsync(PARAMS).cancel(true);

    assertThat(exchange).isCancelled();
  }

  @Test
  void getSessionListAsync_givesThePage() {
    assertThat(new BackendApiSessions(config().build(), transport).getSessionListAsync(PARAMS))
        .isCompletedWithValue(new PaginatedResourceResponse<>(List.of(), 0));
  }

  @Test
  void rateLimited_sharesTheRetryBudgetOfThePort() {
    ScriptedTransport down = new ScriptedTransport(503, Map.of(), new byte[0]);
    RetryPolicy atOnce = RetryPolicy.builder().maxRetries(20).baseDelay(Duration.ZERO).build();
    BackendApiSessions port = new BackendApiSessions(config().retryPolicy(atOnce).build(), down);
    for (int i = 0; i < 5; i++) {
      assertThatExceptionOfType(ServerException.class)
          .isThrownBy(() -> port.getSessionList(PARAMS))
          .satisfies(e -> assertThat(e.attempts().count()).isEqualTo(21));
    }

    for (SessionsPort same : List.of(port, port.rateLimited())) {
      assertThatExceptionOfType(ServerException.class)
          .isThrownBy(() -> same.getSessionList(PARAMS))
          .satisfies(e -> assertThat(e.attempts().count()).isEqualTo(1));
    }
  }

  @Test
  void getSessionList_whenNoTurnComesInTime_saysSoAndSendsNothing() {
    RateLimiter onceAMinute = RateLimiter.of(new RateLimit(1, Duration.ofMinutes(1)));
    ClerkConfig limited =
        config().retryPolicy(RetryPolicy.DEFAULT).rateLimiter(onceAMinute).build();
    BackendApiSessions port = new BackendApiSessions(limited, transport);
    port.getSessionList(PARAMS);

    assertThatExceptionOfType(CallTimeoutException.class)
        .isThrownBy(() -> port.getSessionList(PARAMS))
        .satisfies(
            failure -> {
              assertThat(failure.fault()).isEqualTo(TransportFault.RATE_LIMIT_WAIT_EXCEEDED);
              assertThat(failure.timeout()).isEqualTo(limited.callTimeout());
            });
    assertThat(port.getSessionListAsync(PARAMS))
        .failsWithin(Duration.ofSeconds(5))
        .withThrowableOfType(ExecutionException.class)
        .havingCause()
        .isInstanceOfSatisfying(
            CallTimeoutException.class,
            failure ->
                assertThat(failure.fault()).isEqualTo(TransportFault.RATE_LIMIT_WAIT_EXCEEDED));
    assertThat(transport.requests).hasSize(1);
  }
}
