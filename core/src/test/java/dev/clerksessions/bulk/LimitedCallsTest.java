package dev.clerksessions.bulk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.clerksessions.PaginatedResourceResponse;
import dev.clerksessions.Session;
import dev.clerksessions.SessionListParams;
import dev.clerksessions.error.CallInterruptedException;
import dev.clerksessions.error.ClerkApiException;
import dev.clerksessions.error.RateLimitedException;
import dev.clerksessions.error.TransportException;
import dev.clerksessions.error.TransportFault;
import dev.clerksessions.ratelimit.RateLimit;
import dev.clerksessions.ratelimit.RateLimiter;
import dev.clerksessions.ratelimit.TestRateLimiters;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class LimitedCallsTest {

  private static final SessionListParams PARAMS =
      SessionListParams.builder().userId("user_1").build();
  private static final PaginatedResourceResponse<Session> EMPTY =
      new PaginatedResourceResponse<>(List.of(), 0);

  private final AtomicLong now = new AtomicLong();
  private final RateLimiter limiter =
      TestRateLimiters.of(new RateLimit(2, Duration.ofSeconds(10)), now::get);
  private final List<Long> sentAtMillis = new ArrayList<>();
  private Supplier<PaginatedResourceResponse<Session>> response = () -> EMPTY;
  private final LimitedCalls calls =
      new LimitedCalls(new StubSessions(params -> send()), limiter, this::sleep);

  private PaginatedResourceResponse<Session> send() {
    sentAtMillis.add(Duration.ofNanos(now.get()).toMillis());
    return response.get();
  }

  private void sleep(Duration wait) throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    now.addAndGet(wait.toNanos());
  }

  @Test
  void getSessionList_beyondTheLimit_waitsForItsPermit() {
    for (int i = 0; i < 5; i++) {
      assertThat(calls.getSessionList(PARAMS)).isSameAs(EMPTY);
    }

    assertThat(sentAtMillis).containsExactly(0L, 0L, 10_100L, 10_100L, 20_200L);
  }

  @Test
  void getSessionList_afterA429_waitsAsLongAsItAsksFor() {
    fail(429, Duration.ofSeconds(7));
    response = () -> EMPTY;
    calls.getSessionList(PARAMS);

    assertThat(sentAtMillis).containsExactly(0L, 7_000L);
  }

  @Test
  void getSessionList_afterA429_mayUseTheWholeLimit() {
    fail(429, Duration.ofSeconds(7));
    response = () -> EMPTY;
    calls.getSessionList(PARAMS);
    calls.getSessionList(PARAMS);

    assertThat(sentAtMillis).containsExactly(0L, 7_000L, 7_000L);
  }

  @ParameterizedTest
  @ValueSource(ints = {429, 503})
  void getSessionList_afterAFailureThatDoesNotPauseAll_sendsImmediately(int status) {
    fail(status, status == 429 ? null : Duration.ofSeconds(7));
    response = () -> EMPTY;
    calls.getSessionList(PARAMS);

    assertThat(sentAtMillis).containsExactly(0L, 0L);
  }

  @Test
  void getSessionList_whenInterruptedWhileItWaits_sendsNothingAndReleasesItsPermit() {
    calls.getSessionList(PARAMS);
    calls.getSessionList(PARAMS);
    for (int i = 0; i < 20; i++) {
      Thread.currentThread().interrupt();

      assertThatExceptionOfType(CallInterruptedException.class)
          .isThrownBy(() -> calls.getSessionList(PARAMS));

      assertThat(Thread.interrupted()).isTrue();
    }
    calls.getSessionList(PARAMS);

    assertThat(sentAtMillis).containsExactly(0L, 0L, 10_100L);
  }

  static Stream<Throwable> failuresWithoutAResponse() {
    return Stream.of(
        new TransportException(TransportFault.CONNECT, "refused", null),
        new IllegalStateException("broken port"),
        new LinkageError("broken port"));
  }

  @ParameterizedTest
  @MethodSource("failuresWithoutAResponse")
  void getSessionList_afterManyFailuresWithoutAResponse_hasLostNoPermit(Throwable failure) {
    response =
        () -> {
          if (failure instanceof Error error) {
            throw error;
          }
          throw (RuntimeException) failure;
        };
    for (int i = 0; i < 6; i++) {
      assertThatThrownBy(() -> calls.getSessionList(PARAMS)).isSameAs(failure);
    }

    assertThat(sentAtMillis).containsExactly(0L, 0L, 10_100L, 10_100L, 20_200L, 20_200L);
  }

  private void fail(int status, @Nullable Duration retryAfter) {
    ClerkApiException failure = ClerkApiException.of(status, List.of(), null, retryAfter);
    response =
        () -> {
          throw failure;
        };
    assertThatExceptionOfType(ClerkApiException.class)
        .isThrownBy(() -> calls.getSessionList(PARAMS))
        .isSameAs(failure);
    assertThat(failure instanceof RateLimitedException).isEqualTo(status == 429);
  }
}
