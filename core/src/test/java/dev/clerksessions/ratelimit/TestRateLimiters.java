package dev.clerksessions.ratelimit;

import java.util.function.LongSupplier;

/** Rate limiters whose time is a test's. */
public final class TestRateLimiters {

  private TestRateLimiters() {}

  /** Makes one, for tests of other packages too. */
  public static RateLimiter of(RateLimit limit, LongSupplier nanoTime) {
    return RateLimiter.of(limit, nanoTime);
  }
}
