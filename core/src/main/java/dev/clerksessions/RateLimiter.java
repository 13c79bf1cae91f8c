package dev.clerksessions;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the calls of all who share it within a rate limit, first come, first served but for a
 * pause: requests beyond the limit wait for the next period, and all of them wait as long as the
 * API asks for with a 429. It needs Bucket4j ({@code com.bucket4j:bucket4j_jdk17-core}) on the
 * class path, which is an optional dependency of this library. Safe for use by many threads.
 *
 * <p>The API counts all callers of a key together. Callers in one process share a limiter by
 * sharing a {@link ClerkConfig} that has it; processes share one by a bucket that Bucket4j keeps in
 * Redis or a database: {@link #of(Bucket)}.
 */
public final class RateLimiter {

  private static final Duration LONGEST_PAUSE = Duration.ofHours(1);

  private final Places places;
  private final TimeMeter time;
  private final AtomicLong pausedUntil;
  private final AtomicLong restarts = new AtomicLong();

  private RateLimiter(Places places, TimeMeter time) {
    this.places = places;
    this.time = time;
    pausedUntil = new AtomicLong(time.currentTimeNanos());
  }

  /**
   * Makes a limiter for one process.
   *
   * @param limit how many requests in how long; a period lasts 1 % longer here, and the first
   *     begins with the first answer
   * @return a limiter that nobody has used yet
   */
  public static RateLimiter of(RateLimit limit) {
    return of(limit, TimeMeter.SYSTEM_NANOTIME);
  }

  static RateLimiter of(RateLimit limit, TimeMeter time) {
    return new RateLimiter(new OwnPlaces(limit, time), time);
  }

  /**
   * Makes a limiter over a bucket, such as one that other processes share. Each request takes one
   * token. A pause after a 429 is this process's own.
   *
   * @param bucket a bucket whose limits are those of the key; what it throws, callers get
   * @return a limiter
   */
  @SuppressWarnings("exports") // Who has a bucket has its module.
  public static RateLimiter of(Bucket bucket) {
    return new RateLimiter(new BucketPlaces(bucket), TimeMeter.SYSTEM_NANOTIME);
  }

  /**
   * Takes the next free place, for a decorator of a transport.
   *
   * @param longest how long the caller can wait for it
   * @return how long it has to wait before it sends, or null when that is longer than it can: then
   *     no place is taken
   */
  public @Nullable Duration reserve(Duration longest) {
    if (pauseLeft().compareTo(longest) > 0) {
      return null;
    }
    long wait = places.take(longest.toNanos());
    return wait == Places.NONE ? null : Duration.ofNanos(wait);
  }

  /** Notes that an answer has come, for a decorator of a transport. */
  public void answered() {
    places.answered();
  }

  /**
   * How long nobody may send, since the API said so.
   *
   * @return zero when there is no pause
   */
  public Duration pauseLeft() {
    return Duration.ofNanos(Math.max(0, pausedUntil.get() - time.currentTimeNanos()));
  }

  /**
   * Lets nobody send for a while.
   *
   * @param length counted from now, an hour at most, since a wrong date mustn't stop everyone; a
   *     pause that is longer already stays, and zero or less is none
   */
  public void pause(Duration length) {
    if (length.isNegative() || length.isZero()) {
      return;
    }
    Duration bounded = length.compareTo(LONGEST_PAUSE) < 0 ? length : LONGEST_PAUSE;
    long until = time.currentTimeNanos() + bounded.toNanos();
    long before =
        pausedUntil.getAndAccumulate(until, (old, fresh) -> fresh - old > 0 ? fresh : old);
    if (until - before > 0 && places.restart()) {
      restarts.incrementAndGet();
    }
  }

  /**
   * How often a pause has taken all places away, for a decorator of a transport: who had one has to
   * take another behind it, in no order. Those of a bucket aren't taken away.
   *
   * @return 0 or more; one pause that is made longer counts again
   */
  public long restarts() {
    return restarts.get();
  }
}
