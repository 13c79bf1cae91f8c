package dev.clerksessions.transport;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads a date of an HTTP header in the three forms that a recipient must accept (RFC 9110, 5.6.7),
 * in upper or lower case. The name of the day is ignored: the date tells it.
 */
final class HttpDate {

  private static final List<String> MONTHS =
      List.of("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec");

  private static final String TIME = "\\s+(?<hour>\\d{2}):(?<minute>\\d{2}):(?<second>\\d{2})\\s+";

  /** {@code Sun, 06 Nov 1994 08:49:37 GMT} and {@code Sunday, 06-Nov-94 08:49:37 GMT}. */
  private static final Pattern DAY_FIRST =
      Pattern.compile(
          "(?:[a-z]+,\\s*)?(?<day>\\d{1,2})[ -](?<month>[a-z]{3})[ -](?<year>\\d{4}|\\d{2})"
              + TIME
              + "(?<zone>gmt|utc?|z|[+-]\\d{4})");

  /** {@code Sun Nov 6 08:49:37 1994}. */
  private static final Pattern MONTH_FIRST =
      Pattern.compile(
          "[a-z]+\\s+(?<month>[a-z]{3})\\s+(?<day>\\d{1,2})" + TIME + "(?<year>\\d{4})(?<zone>)");

  private static final int YEARS_OF_FUTURE = 50;
  private static final int CENTURY = 100;
  private static final int LEAP_SECOND = 60;

  private HttpDate() {}

  /**
   * Returns the moment, or null for what is no date.
   *
   * @param now what the century of a year of two digits depends on
   */
  static @Nullable Instant parse(String text, Instant now) {
    String lower = text.strip().toLowerCase(Locale.ROOT);
    for (Pattern form : List.of(DAY_FIRST, MONTH_FIRST)) {
      Matcher date = form.matcher(lower);
      if (date.matches()) {
        try {
          return instant(date, now);
        } catch (DateTimeException e) {
          // A day such as February 30 is in no form.
          return null;
        }
      }
    }
    return null;
  }

  private static Instant instant(Matcher date, Instant now) {
    String zone = date.group("zone");
    ZoneOffset offset =
        zone.startsWith("+") || zone.startsWith("-") ? ZoneOffset.of(zone) : ZoneOffset.UTC;
    int year = Integer.parseInt(date.group("year"));
    if (date.group("year").length() > 2) {
      return inYear(year, date).toInstant(offset);
    }
    // What would be more than 50 years ahead is of the past.
    LocalDateTime latest = LocalDateTime.ofInstant(now, ZoneOffset.UTC).plusYears(YEARS_OF_FUTURE);
    int latestYear = latest.getYear() - Math.floorMod(latest.getYear() - year, CENTURY);
    LocalDateTime moment = inYear(latestYear, date);
    return (moment.isAfter(latest) ? inYear(latestYear - CENTURY, date) : moment).toInstant(offset);
  }

  private static LocalDateTime inYear(int year, Matcher date) {
    int second = Integer.parseInt(date.group("second"));
    int leap = second == LEAP_SECOND ? 1 : 0;
    return LocalDateTime.of(
            year,
            MONTHS.indexOf(date.group("month")) + 1,
            Integer.parseInt(date.group("day")),
            Integer.parseInt(date.group("hour")),
            Integer.parseInt(date.group("minute")),
            second - leap)
        .plusSeconds(leap);
  }
}
