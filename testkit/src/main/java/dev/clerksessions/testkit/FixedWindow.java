package dev.clerksessions.testkit;

import dev.clerksessions.ratelimit.RateLimit;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Counts requests in windows. A window begins with the first request after the end of the previous
 * window. Requests above the limit are rejected and do not extend the window. Safe for use by many
 * threads.
 */
final class FixedWindow {

  private final RateLimit limit;
  private final LongSupplier nanoTime;
  private long end;
  private int requests;
  private long refused;
  private boolean begun;

  FixedWindow(RateLimit limit, LongSupplier nanoTime) {
    this.limit = limit;
    this.nanoTime = nanoTime;
  }

  /** Counts a request. Returns the time to wait if it is above the limit, otherwise zero. */
  synchronized Duration count() {
    long now = nanoTime.getAsLong();
    if (!begun || now - end >= 0) {
      begun = true;
      end = now + limit.period().toNanos();
      requests = 0;
    }
    if (requests < limit.requests()) {
      requests++;
      return Duration.ZERO;
    }
    refused++;
    return Duration.ofNanos(end - now);
  }

  synchronized long refused() {
    return refused;
  }

  /** Formats a Retry-After: whole seconds, rounded up. */
  static String seconds(Duration wait) {
    long second = TimeUnit.SECONDS.toNanos(1);
    return Long.toString(Math.max(1, (wait.toNanos() + second - 1) / second));
  }
}
