package dev.clerksessions.http;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads {@code Retry-After}, which is a number of seconds or a date (RFC 9110, 10.2.3). */
final class RetryAfter {

  private static final Pattern SECONDS = Pattern.compile("\\d{1,9}");

  private RetryAfter() {}

  /** Returns how long to wait from now on, or null when the header is missing or is neither. */
  static @Nullable Duration of(WireResponse response, Clock clock) {
    String value = response.header("Retry-After");
    if (value == null) {
      return null;
    }
    String text = value.strip();
    if (SECONDS.matcher(text).matches()) {
      return Duration.ofSeconds(Long.parseLong(text));
    }
    Instant date = date(text);
    if (date == null) {
      return null;
    }
    // Both dates are then by the server's clock, however wrong ours is.
    Instant sent = date(response.header("Date"));
    Duration wait = Duration.between(sent == null ? clock.instant() : sent, date);
    return wait.isNegative() ? Duration.ZERO : wait;
  }

  private static @Nullable Instant date(@Nullable String text) {
    if (text == null) {
      return null;
    }
    try {
      return DateTimeFormatter.RFC_1123_DATE_TIME.parse(text, Instant::from);
    } catch (DateTimeException e) {
      // What is neither seconds nor a date says nothing; the documented answer to it is null.
      return null;
    }
  }
}
