package dev.clerksessions.ratelimit;

import dev.clerksessions.ClerkConfig;
import io.github.bucket4j.Bucket;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the calls of all who share it within a rate limit: requests beyond the limit wait for the
 * next period, and all of them wait as long as the API asks for with a 429. Requests get their
 * permits in the order in which they ask, but for two cases: after a pause they ask again, and the
 * permit of a request that was cancelled goes to the next one that asks. It needs Bucket4j ({@code
 * com.bucket4j:bucket4j_jdk17-core}) on the class path, which is an optional dependency of this
 * library. Safe for use by many threads.
 *
 * <p>The API counts all callers of a key together. Callers in one process share a limiter by
 * sharing a {@link ClerkConfig} that has it; processes share one by a bucket that Bucket4j keeps in
 * Redis or a database: {@link #of(Bucket)}.
 */
public final class RateLimiter {

  private static final Duration LONGEST_PAUSE = Duration.ofHours(1);

  /** Instead of a place: the request has ended, or will never be sent. */
  private static final Permits.Permit SETTLED = new Permits.Permit(0, -1, -1, -1);

  /** Instead of a place: the request was sent and has not ended. */
  private static final Permits.Permit SENT = new Permits.Permit(0, -2, -1, -1);

  private final Permits places;
  private final LongSupplier time;
  private final AtomicLong pausedUntil;

  private RateLimiter(Permits places, LongSupplier time) {
    this.places = places;
    this.time = time;
    pausedUntil = new AtomicLong(time.getAsLong());
  }

  /**
   * Makes a limiter for one process.
   *
   * @param limit how many requests in how long; a period lasts 1 % longer here, and a request
   *     counts until a period after it has ended
   * @return a limiter that nobody has used yet
   * @throws IllegalStateException when Bucket4j is not on the class path
   */
  public static RateLimiter of(RateLimit limit) {
    return of(limit, System::nanoTime);
  }

  static RateLimiter of(RateLimit limit, LongSupplier nanoTime) {
    try {
      return new RateLimiter(new FixedWindowPermits(limit, nanoTime), nanoTime);
    } catch (NoClassDefFoundError e) {
      throw new IllegalStateException(
          "a rate limit needs Bucket4j: add com.bucket4j:bucket4j_jdk17-core to the class path, or"
              + " go without a limit, in bulk by BulkSessions.Builder.withoutRateLimit()",
          e);
    }
  }

  /**
   * Makes a limiter over a bucket, such as one that other processes share. Each request takes one
   * token. A pause after a 429 is this process's own, and a token whose request was cancelled
   * before it was sent stays spent.
   *
   * @param bucket a bucket whose limits are those of the key; what it throws, callers get
   * @return a limiter
   */
  @SuppressWarnings("exports") // Who has a bucket has its module.
  public static RateLimiter of(Bucket bucket) {
    return new RateLimiter(new BucketPermits(bucket), System::nanoTime);
  }

  /**
   * Starts the wait of one request, for a decorator of a transport.
   *
   * @return a reservation that has no permit yet
   */
  public Reservation reservation() {
    return new Reservation();
  }

  /** Notes that an answer has come, for a decorator of a transport. */
  public void onResponse() {
    places.onResponse();
  }

  /**
   * How long nobody may send, since the API said so.
   *
   * @return zero when there is no pause
   */
  public Duration remainingPause() {
    return Duration.ofNanos(Math.max(0, pausedUntil.get() - time.getAsLong()));
  }

  /**
   * Lets nobody send for a while. Requests that wait for their permits take new ones after it, in
   * no order; those of a shared bucket keep theirs.
   *
   * @param length counted from now, an hour at most, since a wrong date mustn't stop everyone; a
   *     pause that is longer already stays, and zero or less is none
   */
  public void pause(Duration length) {
    if (length.isNegative() || length.isZero()) {
      return;
    }
    Duration bounded = length.compareTo(LONGEST_PAUSE) < 0 ? length : LONGEST_PAUSE;
    long until = time.getAsLong() + bounded.toNanos();
    long before =
        pausedUntil.getAndAccumulate(until, (old, fresh) -> fresh - old > 0 ? fresh : old);
    if (until - before > 0) {
      places.restart();
    }
  }

  /**
   * The wait of one request for its permit. Whoever makes one calls {@link #next} until it returns
   * zero, then {@link #use}, and {@link #ended} when the request has ended; or {@link #release}
   * when the request is not sent. A permit whose end is never reported is lost. For one caller at a
   * time; {@code release} and {@code ended} may come from any thread at any time.
   */
  public final class Reservation {

    private final AtomicReference<Permits.@Nullable Permit> held = new AtomicReference<>();

    private Reservation() {}

    /**
     * Takes a permit, unless there is one, and returns how long to wait before this is called
     * again.
     *
     * @param longest how long the caller can wait
     * @return zero when the request may be sent; null, and there is no permit, when the wait is
     *     longer than the caller can wait
     */
    public @Nullable Duration next(Duration longest) {
      Duration pause = remainingPause();
      if (!pause.isZero()) {
        return pause.compareTo(longest) > 0 ? null : pause;
      }
      Permits.Permit place = held.get();
      if (place != null && isSettled(place)) {
        return Duration.ZERO;
      }
      if (place == null || !places.isValid(place)) {
        Permits.Permit taken = places.tryReserve(nanos(longest));
        if (taken == null) {
          return null;
        }
        if (!held.compareAndSet(place, taken)) {
          places.release(taken);
          return Duration.ZERO;
        }
        if (taken.waitNanos() > 0) {
          return Duration.ofNanos(taken.waitNanos());
        }
        place = taken;
      }
      Duration wait = Duration.ofNanos(places.admit(place));
      if (wait.compareTo(longest) > 0) {
        if (held.compareAndSet(place, null)) {
          places.release(place);
        }
        return null;
      }
      return wait;
    }

    /**
     * Spends the permit: the request is sent now.
     *
     * @return false when the permit was released before, and the request must not be sent
     */
    public boolean use() {
      Permits.Permit place =
          held.getAndUpdate(before -> before == null ? SETTLED : isSettled(before) ? before : SENT);
      if (place == null || isSettled(place)) {
        return false;
      }
      places.sent(place);
      return true;
    }

    /**
     * Reports that the request that was sent has ended: with a response, or without one, such as
     * after a timeout. Until a period after that it counts, since nobody knows when it arrived.
     * Does nothing before {@link #use} and when called again.
     */
    public void ended() {
      if (held.compareAndSet(SENT, SETTLED)) {
        places.ended();
      }
    }

    /**
     * Gives up the permit of a request that is not sent: the next request that asks gets it. Does
     * nothing after {@link #use}.
     */
    public void release() {
      Permits.Permit place =
          held.getAndUpdate(before -> before != null && isSettled(before) ? before : SETTLED);
      if (place != null && !isSettled(place)) {
        places.release(place);
      }
    }

    private static long nanos(Duration time) {
      Duration longest = Duration.ofNanos(Long.MAX_VALUE);
      return (time.compareTo(longest) < 0 ? time : longest).toNanos();
    }

    private static boolean isSettled(Permits.Permit place) {
      return place.period() < 0;
    }
  }
}
