package dev.clerksessions.transport;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads {@code Retry-After}, which is a number of seconds or a date (RFC 9110, 10.2.3). */
final class RetryAfter {

  private static final Pattern SECONDS = Pattern.compile("0*(\\d+)");

  /** What a number that is too large counts as (RFC 9111, 1.2.2): 68 years. */
  private static final Duration MAX = Duration.ofSeconds(1L << 31);

  private static final int MAX_DIGITS = 10;

  private RetryAfter() {}

  /** Returns how long to wait from now on, or null when the header is missing or is neither. */
  static @Nullable Duration of(WireResponse response, Clock clock) {
    String value = response.header("Retry-After");
    if (value == null) {
      return null;
    }
    Matcher seconds = SECONDS.matcher(value.strip());
    if (seconds.matches()) {
      String digits = seconds.group(1);
      return digits.length() > MAX_DIGITS
          ? MAX
          : bounded(Duration.ofSeconds(Long.parseLong(digits)));
    }
    Instant now = clock.instant();
    Instant date = HttpDate.parse(value, now);
    if (date == null) {
      return null;
    }
    // Both dates are then by the server's clock, however wrong ours is.
    String sentHeader = response.header("Date");
    Instant sent = sentHeader == null ? null : HttpDate.parse(sentHeader, now);
    return bounded(Duration.between(sent == null ? now : sent, date));
  }

  private static Duration bounded(Duration wait) {
    if (wait.isNegative()) {
      return Duration.ZERO;
    }
    return wait.compareTo(MAX) > 0 ? MAX : wait;
  }
}
