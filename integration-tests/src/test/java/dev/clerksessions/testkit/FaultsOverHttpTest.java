package dev.clerksessions.testkit;

import static dev.clerksessions.testkit.assertj.SessionAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.clerksessions.ClerkConfig;
import dev.clerksessions.PaginatedResourceResponse;
import dev.clerksessions.RetryPolicy;
import dev.clerksessions.Session;
import dev.clerksessions.SessionListParams;
import dev.clerksessions.SessionsPort;
import dev.clerksessions.error.CallTimeoutException;
import dev.clerksessions.error.ClerkApiException;
import dev.clerksessions.error.ClerkException;
import dev.clerksessions.error.TransportException;
import dev.clerksessions.transport.httpclient.HttpClientSessions;
import dev.clerksessions.transport.jdk.JdkSessions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Fault is the same in memory and over HTTP, for what a port's caller can tell. */
class FaultsOverHttpTest {

  private static final SessionListParams PARAMS =
      SessionListParams.builder().userId("user_1").build();
  private static final Duration LONG = Duration.ofMinutes(2);

  /** Uses a port over HTTP, and closes it. */
  enum Transport {
    JDK {
      @Override
      <T> T over(ClerkConfig config, Function<SessionsPort, T> use) {
        try (JdkSessions port = JdkSessions.builder(config).build()) {
          return use.apply(port);
        }
      }
    },
    HTTP_CLIENT {
      @Override
      <T> T over(ClerkConfig config, Function<SessionsPort, T> use) {
        try (HttpClientSessions port = HttpClientSessions.builder(config).build()) {
          return use.apply(port);
        }
      }
    };

    abstract <T> T over(ClerkConfig config, Function<SessionsPort, T> use);
  }

  private final InMemorySessions fake = new InMemorySessions(new ManualClock());
  private final FakeClerkServer server = FakeClerkServer.start(fake);

  @BeforeEach
  void signIn() {
    fake.signIn("user_1");
  }

  @AfterEach
  void closeServer() {
    server.close();
  }

  private ClerkConfig.Builder config() {
    return ClerkConfig.builder()
        .secretKey(server.secretKey())
        .apiUrl(server.url())
        .connectTimeout(LONG)
        .attemptTimeout(LONG)
        .callTimeout(LONG)
        .retryPolicy(RetryPolicy.NONE);
  }

  /** What a caller can tell one failure from another by. */
  private record Seen(
      Class<?> kind, @Nullable Object status, List<String> codes, @Nullable Duration retryAfter) {

    static Seen by(SessionsPort port) {
      try {
        return new Seen(port.getSessionList(PARAMS).getClass(), 200, List.of(), null);
      } catch (ClerkApiException e) {
        List<String> codes =
            e.errors().stream()
                .map(each -> each.code() + " " + each.longMessage() + " " + each.meta())
                .toList();
        return new Seen(e.getClass(), e.status(), codes, e.retryAfter());
      } catch (TransportException e) {
        return new Seen(e.getClass(), e.fault(), List.of(), null);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void fault_isTheSameAsInMemory(Transport transport) {
    List<Fault> faults =
        Stream.concat(
                IntStream.of(400, 401, 402, 403, 404, 409, 410, 418, 422, 429, 499, 500, 503, 599)
                    .mapToObj(Fault::status),
                Stream.of(
                    Fault.rateLimited(Duration.ZERO),
                    Fault.rateLimited(Duration.ofMinutes(2)),
                    Fault.truncatedBody(),
                    Fault.throttle(Duration.ofMillis(1)),
                    Fault.delay(Duration.ofMillis(1))))
            .toList();
    faults.forEach(
        fault -> {
          fake.failNext(1, fault);
          server.failNext(1, fault);
        });

    transport.over(
        config().build(),
        port -> {
          for (Fault fault : faults) {
            assertThat(Seen.by(port)).as(fault.toString()).isEqualTo(Seen.by(fake));
          }
          assertThat(Seen.by(port)).isEqualTo(Seen.by(fake));
          return port;
        });
    assertThat(server).wasCalled(faults.size() + 1);
    assertThat(fake).wasCalled(faults.size() + 1);
  }

  @ParameterizedTest
  @EnumSource
  void reset_whenAStackSendsAgain_isTheSameAsInMemory(Transport transport) {
    fake.failEvery(1, Fault.connectionReset());
    server.failEvery(1, Fault.connectionReset());

    Seen overHttp = transport.over(config().build(), Seen::by);

    assertThat(overHttp).isEqualTo(Seen.by(fake));
  }

  @ParameterizedTest
  @EnumSource
  void rateLimit_whenItRecovers_isNotSeenBehindRetries(Transport transport) {
    server.failNext(2, Fault.rateLimited(Duration.ZERO));

    ClerkConfig retrying = config().retryPolicy(RetryPolicy.DEFAULT).build();

    PaginatedResourceResponse<Session> page =
        transport.over(retrying, port -> port.getSessionList(PARAMS));

    assertThat(page).hasTotalCount(1);
    assertThat(server).wasCalled(3);
  }

  @ParameterizedTest
  @EnumSource
  void usersTrouble_andEveryKth_areMetOverHttp(Transport transport) {
    server.failFor("user_2", Fault.status(403));
    server.failEvery(2, Fault.status(500));
    SessionListParams ofOther = SessionListParams.builder().userId("user_2").build();

    transport.over(
        config().build(),
        port -> {
          assertThat(port.getSessionList(PARAMS)).hasTotalCount(1);
          assertThat(Seen.by(port).status()).isEqualTo(500);
          assertThatExceptionOfType(ClerkException.class)
              .isThrownBy(() -> port.getSessionList(ofOther))
              .withMessageContaining("403");
          server.clearFaults();
          assertThat(port.getSessionList(ofOther)).isEmpty();
          return port;
        });
  }

  @ParameterizedTest
  @EnumSource
  void hang_whenReleased_answers(Transport transport) {
    CompletableFuture<Void> release = new CompletableFuture<>();
    server.failNext(1, Fault.stallUntil(release));

    transport.over(
        config().build(),
        port -> {
          CompletableFuture<PaginatedResourceResponse<Session>> page =
              port.getSessionListAsync(PARAMS);
          assertThat(page).isNotDone();
          release.complete(null);
          assertThat(page).succeedsWithin(LONG);
          return port;
        });
  }

  @ParameterizedTest
  @EnumSource
  void hang_withoutEnd_isATimeout(Transport transport) {
    server.failEvery(1, Fault.stallUntil(new CompletableFuture<>()));
    ClerkConfig impatient = config().callTimeout(Duration.ofMillis(200)).build();

    transport.over(
        impatient,
        port ->
            assertThatExceptionOfType(CallTimeoutException.class)
                .isThrownBy(() -> port.getSessionList(PARAMS)));
  }

  @ParameterizedTest
  @EnumSource
  void calls_areThoseWithTheKeyAndRightParameters(Transport transport) {
    SessionListParams all =
        SessionListParams.builder().userId("a b").clientId("ü").limit(3).offset(9).build();

    transport.over(config().build(), port -> port.getSessionList(all));

    assertThat(server.calls()).containsExactly(new RecordedCall(all, SessionFixtures.REFERENCE));
    assertThat(fake.calls()).isEmpty();
    server.clearCalls();
    assertThat(server).wasNotCalled();
  }
}
