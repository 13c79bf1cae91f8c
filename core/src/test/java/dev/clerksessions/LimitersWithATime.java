package dev.clerksessions;

import io.github.bucket4j.TimeMeter;
import java.util.function.LongSupplier;

/** Rate limiters whose time is a test's. */
public final class LimitersWithATime {

  private LimitersWithATime() {}

  /** Makes one, for tests of other packages too. */
  public static RateLimiter of(RateLimit limit, LongSupplier nanoTime) {
    return RateLimiter.of(
        limit,
        new TimeMeter() {
          @Override
          public long currentTimeNanos() {
            return nanoTime.getAsLong();
          }

          @Override
          public boolean isWallClockBased() {
            return false;
          }
        });
  }
}
