package dev.clerksessions.ratelimit;

import java.time.Duration;

/**
 * How many requests may be sent in how long.
 *
 * @param requests 1 or more
 * @param period 1 ms or more
 */
public record RateLimit(int requests, Duration period) {

  /** What the API allows a key of a development instance: 100 in 10 s. */
  public static final RateLimit DEVELOPMENT = new RateLimit(100, Duration.ofSeconds(10));

  /** What the API allows a key of a production instance: 1,000 in 10 s. */
  public static final RateLimit PRODUCTION = new RateLimit(1000, Duration.ofSeconds(10));

  /**
   * Makes a limit.
   *
   * @param requests as above
   * @param period as above
   * @throws IllegalArgumentException when one of them is less
   */
  public RateLimit {
    if (requests < 1) {
      throw new IllegalArgumentException("requests must be 1 or more, was " + requests);
    }
    if (period.compareTo(Duration.ofMillis(1)) < 0) {
      throw new IllegalArgumentException("period must be 1 ms or more, was " + period);
    }
  }
}
