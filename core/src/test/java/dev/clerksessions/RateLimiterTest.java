package dev.clerksessions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.bucket4j.Bucket;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RateLimiterTest {

  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final AtomicLong now = new AtomicLong(-1_000_000_000L);
  private final RateLimiter limiter =
      LimitersWithATime.of(new RateLimit(3, Duration.ofSeconds(10)), now::get);

  @Test
  void reserve_withinTheLimit_isAtOnce() {
    assertThat(limiter.reserve(MINUTE)).isZero();
    assertThat(limiter.reserve(MINUTE)).isZero();
    assertThat(limiter.reserve(MINUTE)).isZero();
  }

  /** A period is 1 % longer, and begins with the first answer. */
  @Test
  void reserve_beyondTheLimit_waitsForItsPeriod() {
    take(1);
    pass(Duration.ofSeconds(3));
    limiter.answered();
    take(2);
    pass(Duration.ofSeconds(4));
    limiter.answered();

    for (int i = 0; i < 3; i++) {
      assertThat(limiter.reserve(MINUTE)).isEqualTo(Duration.ofMillis(6_100));
    }
    assertThat(limiter.reserve(MINUTE)).isEqualTo(Duration.ofMillis(16_200));
  }

  @Test
  void reserve_whenTheWaitIsTooLong_takesNoPlace() {
    take(3);

    assertThat(limiter.reserve(Duration.ofSeconds(10))).isNull();
    assertThat(limiter.reserve(Duration.ofMillis(10_100))).isEqualTo(Duration.ofMillis(10_100));
  }

  @Test
  void reserve_beforeThereIsAnAnswer_waitsAsIfPeriodsHadBegun() {
    take(3);
    assertThat(limiter.reserve(MINUTE)).isEqualTo(Duration.ofMillis(10_100));
    limiter.answered();

    for (int i = 0; i < 2; i++) {
      assertThat(limiter.reserve(MINUTE)).isEqualTo(Duration.ofMillis(10_100));
    }
    assertThat(limiter.reserve(MINUTE)).isEqualTo(Duration.ofMillis(20_200));
  }

  /** An API that is down for long mustn't make everyone wait longer and longer. */
  @Test
  void reserve_whileThereIsNoAnswerForLong_waitsNoLongerThanForItsPeriod() {
    for (int second = 0; second < 120; second += 4) {
      assertThat(limiter.reserve(Duration.ofMillis(1))).as("second " + second).isZero();
      pass(Duration.ofSeconds(4));
    }
    limiter.answered();

    assertThat(limiter.reserve(Duration.ofMillis(1))).isZero();
  }

  /** Else the next period would begin in the midst of the server's. */
  @Test
  void reserve_afterAPeriodWithoutARequest_beginsAnew() {
    take(3);
    limiter.answered();
    pass(Duration.ofSeconds(19));
    take(3);
    pass(Duration.ofSeconds(1));
    limiter.answered();

    assertThat(limiter.reserve(MINUTE)).isEqualTo(Duration.ofMillis(10_100));
  }

  @Test
  void reserve_whenPaused_tellsOnlyThePlace() {
    limiter.pause(Duration.ofSeconds(30));

    assertThat(limiter.reserve(Duration.ofSeconds(29))).isNull();
    assertThat(limiter.reserve(MINUTE)).isZero();
    assertThat(limiter.pauseLeft()).isEqualTo(Duration.ofSeconds(30));
  }

  @Test
  void pause_whenALongerOneRuns_changesNothing() {
    assertThat(limiter.pauseLeft()).isZero();
    limiter.pause(Duration.ofSeconds(30));
    limiter.pause(Duration.ofSeconds(3));
    pass(Duration.ofSeconds(10));

    assertThat(limiter.pauseLeft()).isEqualTo(Duration.ofSeconds(20));
    pass(Duration.ofSeconds(21));
    assertThat(limiter.pauseLeft()).isZero();
  }

  /** Such as Retry-After: 0, or a date that is over. */
  @ParameterizedTest
  @ValueSource(longs = {0, -1, -3600})
  void pause_whenItIsNone_givesNoPlaces(long seconds) {
    take(3);
    pass(Duration.ofSeconds(4));

    limiter.pause(Duration.ofSeconds(seconds));

    assertThat(limiter.pauseLeft()).isZero();
    assertThat(limiter.reserve(Duration.ofSeconds(6))).isNull();
  }

  /** Its tokens are spent for all processes: to take another would pay twice. */
  @Test
  void pause_overABucket_takesNoPlacesAway() {
    RateLimiter shared =
        RateLimiter.of(
            Bucket.builder()
                .addLimit(limit -> limit.capacity(3).refillIntervally(3, MINUTE))
                .build());

    shared.pause(Duration.ofSeconds(30));
    limiter.pause(Duration.ofSeconds(30));

    assertThat(shared.restarts()).isZero();
    assertThat(limiter.restarts()).isEqualTo(1);
  }

  /** A server may name the end of the calendar. */
  @Test
  void pause_whenAbsurdlyLong_isAnHour() {
    limiter.pause(Duration.ofDays(365L * 8000));

    assertThat(limiter.pauseLeft()).isEqualTo(Duration.ofHours(1));
  }

  /** Places are those of the bucket, whoever else takes some. */
  @Test
  void reserve_overACallersBucket_takesItsTokens() {
    Bucket bucket =
        Bucket.builder().addLimit(limit -> limit.capacity(2).refillIntervally(2, MINUTE)).build();
    RateLimiter shared = RateLimiter.of(bucket);

    assertThat(shared.reserve(Duration.ZERO)).isZero();
    assertThat(bucket.tryConsume(1)).isTrue();
    assertThat(shared.reserve(Duration.ZERO)).isNull();
  }

  @ParameterizedTest
  @CsvSource({"sk_live_x, 1000", "sk_test_x, 100", "other, 100"})
  void rateLimit_ofAKey_isThatOfItsInstance(String key, int requests) {
    assertThat(RateLimit.of(SecretKey.of(key)))
        .isEqualTo(new RateLimit(requests, Duration.ofSeconds(10)));
  }

  @Test
  void rateLimit_whenOutOfRange_namesFieldRuleAndValue() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new RateLimit(0, MINUTE))
        .withMessage("requests must be 1 or more, was 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new RateLimit(1, Duration.ofNanos(999_999)))
        .withMessage("period must be 1 ms or more, was PT0.000999999S");
  }

  private void take(int places) {
    for (int i = 0; i < places; i++) {
      assertThat(limiter.reserve(Duration.ZERO)).isZero();
    }
  }

  private void pass(Duration time) {
    now.addAndGet(time.toNanos());
  }
}
