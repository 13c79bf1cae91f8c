package dev.clerksessions.cli;

import java.time.Instant;

/** Says how far a time is from now, as in {@code 3 min ago} and {@code in 6 d}. */
final class RelativeTime {

  private static final long MINUTE = 60;
  private static final long HOUR = 60 * MINUTE;
  private static final long DAY = 24 * HOUR;

  private RelativeTime() {}

  static String of(Instant time, Instant now) {
    long seconds = time.getEpochSecond() - now.getEpochSecond();
    return seconds > 0 ? "in " + length(seconds) : length(-seconds) + " ago";
  }

  private static String length(long seconds) {
    if (seconds < MINUTE) {
      return seconds + " s";
    }
    if (seconds < HOUR) {
      return seconds / MINUTE + " min";
    }
    if (seconds < DAY) {
      return seconds / HOUR + " h";
    }
    return seconds / DAY + " d";
  }
}
