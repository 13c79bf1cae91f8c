package dev.clerksessions.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.clerksessions.SecretKey;
import io.github.bucket4j.Bucket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RateLimiterTest {

  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final List<RateLimiter.Reservation> sent = new ArrayList<>();

  private final AtomicLong now = new AtomicLong(-1_000_000_000L);
  private final RateLimiter limiter =
      TestRateLimiters.of(new RateLimit(3, Duration.ofSeconds(10)), now::get);

  @Test
  void reserve_withinTheLimit_isAtOnce() {
    tryReserve(3);
  }

  /** A period is 1 % longer, and begins with the first answer. */
  @Test
  void reserve_beyondTheLimit_waitsForItsPeriod() {
    tryReserve(1);
    pass(Duration.ofSeconds(3));
    answer();
    tryReserve(2);
    pass(Duration.ofSeconds(4));
    answer();

    for (int i = 0; i < 3; i++) {
      assertThat(delay(MINUTE)).isEqualTo(Duration.ofMillis(6_100));
    }
    assertThat(delay(MINUTE)).isEqualTo(Duration.ofMillis(16_200));
  }

  @Test
  void reserve_whenTheWaitIsTooLong_takesNoPlace() {
    tryReserve(3);

    assertThat(delay(Duration.ofSeconds(10))).isNull();
    assertThat(delay(Duration.ofMillis(10_100))).isEqualTo(Duration.ofMillis(10_100));
  }

  @Test
  void reserve_beforeThereIsAnAnswer_waitsAsIfPeriodsHadBegun() {
    tryReserve(3);
    assertThat(delay(MINUTE)).isEqualTo(Duration.ofMillis(10_100));
    answer();

    for (int i = 0; i < 2; i++) {
      assertThat(delay(MINUTE)).isEqualTo(Duration.ofMillis(10_100));
    }
    assertThat(delay(MINUTE)).isEqualTo(Duration.ofMillis(20_200));
  }

  /** An API that is down for long mustn't make everyone wait longer and longer. */
  @Test
  void reserve_whileThereIsNoAnswerForLong_waitsNoLongerThanForItsPeriod() {
    for (int second = 0; second < 120; second += 5) {
      tryReserve(1);
      pass(Duration.ofSeconds(4));
      fail();
      pass(Duration.ofSeconds(1));
    }
    answer();

    assertThat(delay(Duration.ofMillis(1))).isZero();
  }

  /** Else the next period would begin in the midst of the server's. */
  @Test
  void reserve_afterAPeriodWithoutARequest_beginsAnew() {
    tryReserve(3);
    answer();
    pass(Duration.ofSeconds(19));
    tryReserve(3);
    pass(Duration.ofSeconds(1));
    answer();

    assertThat(delay(MINUTE)).isEqualTo(Duration.ofMillis(10_100));
  }

  @Test
  void reserve_whenPaused_waitsForTheEndOfThePause() {
    limiter.pause(Duration.ofSeconds(30));

    assertThat(delay(Duration.ofSeconds(29))).isNull();
    assertThat(delay(MINUTE)).isEqualTo(Duration.ofSeconds(30));
    assertThat(limiter.remainingPause()).isEqualTo(Duration.ofSeconds(30));
  }

  @Test
  void pause_whenALongerOneRuns_changesNothing() {
    assertThat(limiter.remainingPause()).isZero();
    limiter.pause(Duration.ofSeconds(30));
    limiter.pause(Duration.ofSeconds(3));
    pass(Duration.ofSeconds(10));

    assertThat(limiter.remainingPause()).isEqualTo(Duration.ofSeconds(20));
    pass(Duration.ofSeconds(21));
    assertThat(limiter.remainingPause()).isZero();
  }

  /** Such as Retry-After: 0, or a date that is over. */
  @ParameterizedTest
  @ValueSource(longs = {0, -1, -3600})
  void pause_whenItIsNone_givesNoPlaces(long seconds) {
    tryReserve(3);
    pass(Duration.ofSeconds(4));

    limiter.pause(Duration.ofSeconds(seconds));

    assertThat(limiter.remainingPause()).isZero();
    assertThat(delay(Duration.ofSeconds(6))).isNull();
  }

  /** Its tokens are spent for all processes: to take another would pay twice. */
  @Test
  void pause_overABucket_takesNoPlacesAway() {
    Bucket bucket =
        Bucket.builder().addLimit(limit -> limit.capacity(3).refillIntervally(3, MINUTE)).build();
    RateLimiter shared = RateLimiter.of(bucket);
    RateLimiter.Reservation reservation = shared.reservation();
    assertThat(reservation.next(MINUTE)).isZero();
    shared.pause(Duration.ofNanos(1));
    await(() -> shared.remainingPause().isZero());

    assertThat(reservation.next(MINUTE)).isZero();
    assertThat(bucket.getAvailableTokens()).isEqualTo(2);
  }

  /** Permits from before a pause would all be used immediately after it. */
  @Test
  void pause_takesPlacesAway() {
    tryReserve(3);
    RateLimiter.Reservation reservation = limiter.reservation();
    assertThat(reservation.next(MINUTE)).isEqualTo(Duration.ofMillis(10_100));
    answer();
    limiter.pause(Duration.ofSeconds(20));
    pass(Duration.ofSeconds(20));
    tryReserve(3);

    assertThat(reservation.next(MINUTE)).isEqualTo(Duration.ofMillis(10_100));
  }

  /** A server may name the end of the calendar. */
  @Test
  void pause_whenAbsurdlyLong_isAnHour() {
    limiter.pause(Duration.ofDays(365L * 8000));

    assertThat(limiter.remainingPause()).isEqualTo(Duration.ofHours(1));
  }

  /** Permits are those of the bucket, whoever else takes some. */
  @Test
  void reserve_overACallersBucket_takesItsTokens() {
    Bucket bucket =
        Bucket.builder().addLimit(limit -> limit.capacity(2).refillIntervally(2, MINUTE)).build();
    RateLimiter shared = RateLimiter.of(bucket);

    assertThat(shared.reservation().next(Duration.ZERO)).isZero();
    assertThat(bucket.tryConsume(1)).isTrue();
    assertThat(shared.reservation().next(Duration.ZERO)).isNull();
  }

  /** A bucket that others share may have been refilled meanwhile. */
  @Test
  void release_overACallersBucket_keepsTheToken() {
    Bucket bucket =
        Bucket.builder().addLimit(limit -> limit.capacity(2).refillIntervally(2, MINUTE)).build();
    RateLimiter.Reservation reservation = RateLimiter.of(bucket).reservation();
    assertThat(reservation.next(Duration.ZERO)).isZero();

    reservation.release();

    assertThat(bucket.getAvailableTokens()).isEqualTo(1);
  }

  /** 100 requests that wait are cancelled: the next one must not wait behind them. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void release_ofPlacesThatWait_letsTheNextRequestHaveTheFirst(boolean onResponse) {
    tryReserve(3);
    if (onResponse) {
      answer();
    }
    List<RateLimiter.Reservation> waiting = reserve(30);

    waiting.forEach(RateLimiter.Reservation::release);

    for (int i = 0; i < 3; i++) {
      assertThat(delay(MINUTE)).isEqualTo(Duration.ofMillis(10_100));
    }
    assertThat(delay(MINUTE)).isEqualTo(Duration.ofMillis(20_200));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void release_ofOneOfManyThatWait_givesItsPlaceAndNoOther(boolean onResponse) {
    tryReserve(3);
    if (onResponse) {
      answer();
    }
    List<RateLimiter.Reservation> waiting = reserve(9);
    assertThat(delay(Duration.ofMinutes(1))).isEqualTo(Duration.ofMillis(40_400));

    waiting.get(4).release();

    assertThat(delay(Duration.ofSeconds(20))).as("the place is later").isNull();
    assertThat(delay(MINUTE)).isEqualTo(Duration.ofMillis(20_200));
    assertThat(delay(MINUTE)).isEqualTo(Duration.ofMillis(40_400));
  }

  /** A place of a period that is over would come on top of the next period's. */
  @Test
  void release_afterThePeriod_givesNothing() {
    answer();
    List<RateLimiter.Reservation> late = reserve(2);
    tryReserve(1);
    answer();
    pass(Duration.ofMillis(10_200));

    late.forEach(RateLimiter.Reservation::release);

    tryReserve(3);
    assertThat(delay(Duration.ofSeconds(9))).isNull();
  }

  @Test
  void release_beforeAPause_givesNothingAfterIt() {
    List<RateLimiter.Reservation> waiting = reserve(6);
    waiting.get(5).release();
    limiter.pause(Duration.ofSeconds(1));
    waiting.get(4).release();
    pass(Duration.ofSeconds(1));
    tryReserve(3);
    waiting.get(3).release();

    assertThat(delay(Duration.ofSeconds(10))).isNull();
  }

  @Test
  void release_afterUse_givesNothing() {
    RateLimiter.Reservation sent = limiter.reservation();
    assertThat(sent.next(MINUTE)).isZero();
    assertThat(sent.use()).isTrue();
    tryReserve(2);

    sent.release();
    sent.release();

    assertThat(delay(Duration.ofSeconds(10))).isNull();
  }

  @Test
  void use_afterRelease_isFalseAndTakesNothing() {
    RateLimiter.Reservation released = limiter.reservation();
    assertThat(released.next(MINUTE)).isZero();
    released.release();

    assertThat(released.next(MINUTE)).isZero();
    assertThat(released.use()).isFalse();
    tryReserve(3);
  }

  /** As if the requests that gave up had never asked. */
  @Test
  void reserve_afterAPeriodWhereAllWereReleased_beginsAnew() {
    tryReserve(3);
    answer();
    reserve(30).forEach(RateLimiter.Reservation::release);
    pass(Duration.ofSeconds(19));
    tryReserve(3);
    pass(Duration.ofSeconds(1));
    answer();

    assertThat(delay(MINUTE)).isEqualTo(Duration.ofMillis(10_100));
  }

  @ParameterizedTest
  @CsvSource({"sk_live_x, 1000", "sk_test_x, 100", "other, 100"})
  void rateLimit_ofAKey_isThatOfItsInstance(String key, int requests) {
    assertThat(SecretKey.of(key).defaultRateLimit())
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

  /** The first request connects, which takes long: the server's period begins with its arrival. */
  @Test
  void next_whenTheFirstResponseIsLate_waitsForAPeriodAfterIt() {
    tryReserve(3);
    RateLimiter.Reservation waiting = limiter.reservation();
    assertThat(waiting.next(MINUTE)).isEqualTo(Duration.ofMillis(10_100));
    pass(Duration.ofSeconds(2));
    answer();
    pass(Duration.ofMillis(8_100));

    assertThat(waiting.next(MINUTE)).isEqualTo(Duration.ofSeconds(2));
    pass(Duration.ofSeconds(2));
    assertThat(waiting.next(MINUTE)).isZero();
  }

  /** They may arrive at any time until they end. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void next_whileNoRequestHasEnded_sendsNoMoreThanTheLimit(boolean onResponse) {
    tryReserve(3);
    RateLimiter.Reservation waiting = limiter.reservation();
    assertThat(waiting.next(MINUTE)).isEqualTo(Duration.ofMillis(10_100));
    pass(Duration.ofSeconds(25));

    assertThat(waiting.next(MINUTE)).isEqualTo(Duration.ofMillis(10_100));
    if (onResponse) {
      answer();
    } else {
      fail();
    }
    pass(Duration.ofMillis(10_099));
    assertThat(waiting.next(MINUTE)).isEqualTo(Duration.ofMillis(1));
    pass(Duration.ofMillis(1));
    assertThat(waiting.next(MINUTE)).isZero();
  }

  /** The end of one period and the begin of the next may be in one period of the server. */
  @Test
  void next_acrossTheEndOfAPeriod_sendsNoMoreThanTheLimit() {
    tryReserve(1);
    answer();
    pass(Duration.ofSeconds(10));
    tryReserve(2);
    answer();
    pass(Duration.ofMillis(100));
    tryReserve(1);
    answer();

    assertThat(delay(MINUTE)).isEqualTo(Duration.ofSeconds(10));
  }

  @Test
  void next_whenTheWaitBecomesTooLong_releasesItsPermit() {
    tryReserve(3);
    RateLimiter.Reservation waiting = limiter.reservation();
    assertThat(waiting.next(MINUTE)).isEqualTo(Duration.ofMillis(10_100));
    pass(Duration.ofMillis(10_100));
    answer();

    assertThat(waiting.next(Duration.ofSeconds(10))).isNull();
    assertThat(waiting.use()).isFalse();
    pass(Duration.ofMillis(10_100));
    tryReserve(3);
  }

  @Test
  void ended_whenCalledAgainOrBeforeUse_givesNothing() {
    RateLimiter.Reservation unsent = limiter.reservation();
    assertThat(unsent.next(MINUTE)).isZero();
    unsent.ended();
    tryReserve(2);
    List<RateLimiter.Reservation> twice = List.copyOf(sent);
    answer();
    pass(Duration.ofSeconds(5));
    twice.forEach(RateLimiter.Reservation::ended);

    assertThat(unsent.use()).isTrue();
    assertThat(delay(Duration.ofSeconds(5))).isNull();
    unsent.ended();
    pass(Duration.ofMinutes(1));
    tryReserve(3);
    assertThat(delay(Duration.ofSeconds(10))).isNull();
  }

  /** Such as on a virtual machine that moves to another host. */
  @Test
  void next_whenTheClockGoesBackwards_givesNoMorePermits() {
    pass(Duration.ofSeconds(100));
    tryReserve(3);
    answer();
    pass(Duration.ofSeconds(-50));

    assertThat(delay(MINUTE)).isEqualTo(Duration.ofMillis(10_100));
  }

  @ParameterizedTest
  @ValueSource(strings = {"PT2562047H", "PT876000H", "PT2400000000000H"})
  void next_whenThePeriodIsAbsurdlyLong_givesTheLimitAndNoMore(Duration period) {
    RateLimiter absurd = TestRateLimiters.of(new RateLimit(2, period), now::get);
    for (int i = 0; i < 2; i++) {
      RateLimiter.Reservation reservation = absurd.reservation();
      assertThat(reservation.next(Duration.ofSeconds(Long.MAX_VALUE))).isZero();
      assertThat(reservation.use()).isTrue();
      absurd.onResponse();
      reservation.ended();
    }

    for (int i = 0; i < 20; i++) {
      assertThat(absurd.reservation().next(Duration.ofSeconds(Long.MAX_VALUE)))
          .isNotEqualTo(Duration.ZERO);
    }
  }

  /** More than one request in a nanosecond. */
  @Test
  void next_whenTheLimitIsAbsurdlyHigh_isImmediate() {
    RateLimiter high =
        TestRateLimiters.of(new RateLimit(Integer.MAX_VALUE, Duration.ofMillis(1)), now::get);
    for (int i = 0; i < 100; i++) {
      RateLimiter.Reservation reservation = high.reservation();
      assertThat(reservation.next(Duration.ZERO)).isZero();
      assertThat(reservation.use()).isTrue();
      high.onResponse();
      reservation.ended();
    }
  }

  /** A call whose time is over sends nothing. */
  @Test
  void next_overACallersBucketWhenNoTimeIsLeft_takesNoToken() {
    Bucket bucket =
        Bucket.builder().addLimit(limit -> limit.capacity(2).refillIntervally(2, MINUTE)).build();

    assertThat(RateLimiter.of(bucket).reservation().next(Duration.ofMillis(-1))).isNull();

    assertThat(bucket.getAvailableTokens()).isEqualTo(2);
  }

  /** Sends so many requests at once. */
  private void tryReserve(int places) {
    for (int i = 0; i < places; i++) {
      RateLimiter.Reservation reservation = limiter.reservation();
      assertThat(reservation.next(Duration.ZERO)).isZero();
      assertThat(reservation.use()).isTrue();
      sent.add(reservation);
    }
  }

  /** All that was sent gets its response. */
  private void answer() {
    limiter.onResponse();
    fail();
  }

  /** All that was sent ends without a response, such as after a timeout. */
  private void fail() {
    sent.forEach(RateLimiter.Reservation::ended);
    sent.clear();
  }

  private List<RateLimiter.Reservation> reserve(int places) {
    return Stream.generate(limiter::reservation)
        .limit(places)
        .peek(reservation -> assertThat(reservation.next(Duration.ofHours(1))).isNotNull())
        .toList();
  }

  /** Reserves a place, and returns how long it waits for it, or null when that is too long. */
  private @Nullable Duration delay(Duration longest) {
    return limiter.reservation().next(longest);
  }

  private static void await(BooleanSupplier condition) {
    while (!condition.getAsBoolean()) {
      Thread.onSpinWait();
    }
  }

  private void pass(Duration time) {
    now.addAndGet(time.toNanos());
  }
}
