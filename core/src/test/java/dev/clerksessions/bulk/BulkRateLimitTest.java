package dev.clerksessions.bulk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import dev.clerksessions.PaginatedResourceResponse;
import dev.clerksessions.RateLimitable;
import dev.clerksessions.Session;
import dev.clerksessions.SessionListParams;
import dev.clerksessions.SessionsPort;
import dev.clerksessions.ratelimit.RateLimit;
import dev.clerksessions.ratelimit.RateLimiter;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** How a bulk run stays within the rate limit, whatever the port. */
class BulkRateLimitTest {

  private static final List<String> USERS = List.of("user_1", "user_2", "user_3");
  private static final PaginatedResourceResponse<Session> EMPTY =
      new PaginatedResourceResponse<>(List.of(), 0);

  private final AtomicInteger unlimitedCalls = new AtomicInteger();
  private final AtomicInteger limitedCalls = new AtomicInteger();
  private final Port port = new Port(unlimitedCalls);

  /** A port that limits its attempts. */
  private final class Port extends Decorator implements RateLimitable {

    Port(AtomicInteger calls) {
      super(
          new StubSessions(
              params -> {
                calls.incrementAndGet();
                return EMPTY;
              }));
    }

    @Override
    public RateLimitable rateLimited() {
      return new Port(limitedCalls);
    }
  }

  /** A port that says nothing about limits, such as one that logs. */
  private static class Decorator implements SessionsPort {

    private final SessionsPort port;

    Decorator(SessionsPort port) {
      this.port = port;
    }

    @Override
    public PaginatedResourceResponse<Session> getSessionList(SessionListParams params) {
      return port.getSessionList(params);
    }

    @Override
    public CompletableFuture<PaginatedResourceResponse<Session>> getSessionListAsync(
        SessionListParams params) {
      return port.getSessionListAsync(params);
    }
  }

  /** A decorator that keeps what it decorates limited. */
  private static final class LimitableDecorator extends Decorator implements RateLimitable {

    private final RateLimitable port;

    LimitableDecorator(RateLimitable port) {
      super(port);
      this.port = port;
    }

    @Override
    public RateLimitable rateLimited() {
      return new LimitableDecorator(port.rateLimited());
    }
  }

  @Test
  void build_ofAPortThatLimitsItsAttempts_usesTheLimitedOne() {
    list(BulkSessions.of(port));

    assertThat(limitedCalls).hasValue(3);
    assertThat(unlimitedCalls).hasValue(0);
  }

  @Test
  void build_ofADecoratorThatIsRateLimitable_usesTheLimitedOne() {
    list(BulkSessions.of(new LimitableDecorator(new LimitableDecorator(port))));

    assertThat(limitedCalls).hasValue(3);
    assertThat(unlimitedCalls).hasValue(0);
  }

  @Test
  void build_ofAnyOtherPort_isRefusedAndNamesBothWays() {
    Decorator decorator = new Decorator(port);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> BulkSessions.of(decorator))
        .withMessage(
            "port must be RateLimitable, or else be limited by rateLimiter(...) or used by"
                + " withoutRateLimit(), was a dev.clerksessions.bulk.BulkRateLimitTest$Decorator");
    assertThat(unlimitedCalls).hasValue(0);
  }

  @Test
  void rateLimiter_ofADecorator_countsCalls() {
    RateLimiter limiter = RateLimiter.of(new RateLimit(100, Duration.ofHours(1)));

    list(BulkSessions.builder(new Decorator(port)).rateLimiter(limiter).build());

    assertThat(unlimitedCalls).hasValue(3);
    assertThat(permits(limiter)).isEqualTo(97);
  }

  /** The limiter that was asked for counts, and no second one. */
  @Test
  void rateLimiter_ofAPortThatLimitsItsAttempts_countsCallsInstead() {
    RateLimiter limiter = RateLimiter.of(new RateLimit(100, Duration.ofHours(1)));

    list(BulkSessions.builder(port).rateLimiter(limiter).build());

    assertThat(unlimitedCalls).hasValue(3);
    assertThat(limitedCalls).hasValue(0);
    assertThat(permits(limiter)).isEqualTo(97);
  }

  @Test
  void withoutRateLimit_usesThePortAsItIs() {
    list(BulkSessions.builder(new Decorator(port)).withoutRateLimit().build());
    list(BulkSessions.builder(port).withoutRateLimit().build());

    assertThat(unlimitedCalls).hasValue(6);
    assertThat(limitedCalls).hasValue(0);
  }

  @Test
  void rateLimiter_whenNull_isRefused() {
    assertThatNullPointerException()
        .isThrownBy(() -> BulkSessions.builder(port).rateLimiter(null))
        .withMessage("rateLimiter");
  }

  private static void list(BulkSessions bulk) {
    assertThat(bulk.list(USERS)).hasSize(3).allMatch(UserSessions::isComplete);
  }

  private static int permits(RateLimiter limiter) {
    int permits = 0;
    while (limiter.reservation().next(Duration.ZERO) != null) {
      permits++;
    }
    return permits;
  }
}
