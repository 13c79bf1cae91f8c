package dev.clerksessions.cli;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.time.temporal.TemporalUnit;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads times as people write them: {@code 500ms}, {@code 30s}, {@code 2m}. */
final class TimeConverter implements ITypeConverter<Duration> {

  private static final Pattern TIME = Pattern.compile("([0-9]{1,9})(ms|s|m)");
  private static final Map<String, TemporalUnit> UNITS =
      Map.of("ms", ChronoUnit.MILLIS, "s", ChronoUnit.SECONDS, "m", ChronoUnit.MINUTES);
  private static final Duration MAX = Duration.ofDays(1);

  @Override
  public Duration convert(String text) {
    Matcher matcher = TIME.matcher(text);
    if (matcher.matches()) {
      Duration time = Duration.of(Long.parseLong(matcher.group(1)), UNITS.get(matcher.group(2)));
      if (!time.isZero() && time.compareTo(MAX) <= 0) {
        return time;
      }
    }
    throw new TypeConversionException(
        "must be a time of 1ms to 1440m, such as 500ms, 30s or 2m, was '" + text + "'");
  }
}
