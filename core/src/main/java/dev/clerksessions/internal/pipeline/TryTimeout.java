package dev.clerksessions.internal.pipeline;

import java.time.Duration;

/** How long one try of a call may take. */
final class TryTimeout {

  /** What has no time left to do anything isn't worth a request. */
  static final Duration SHORTEST = Duration.ofMillis(1);

  private TryTimeout() {}

  /** Returns what is left of the call, or the longest that a try may take if that is shorter. */
  static Duration of(Duration left, Duration longest) {
    Duration shorter = left.compareTo(longest) < 0 ? left : longest;
    return shorter.compareTo(SHORTEST) < 0 ? SHORTEST : shorter;
  }
}
