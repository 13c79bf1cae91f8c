package dev.clerksessions.cli;

import dev.clerksessions.ratelimit.RateLimit;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads rate limits such as {@code 100/10s}. */
final class RateLimitConverter implements ITypeConverter<RateLimit> {

  private final TimeConverter times = new TimeConverter();

  @Override
  public RateLimit convert(String text) {
    String[] parts = text.split("/", -1);
    if (parts.length == 2 && parts[0].matches("[1-9][0-9]{0,8}")) {
      return new RateLimit(Integer.parseInt(parts[0]), times.convert(parts[1]));
    }
    throw new TypeConversionException("must be requests/time, such as 100/10s, was '" + text + "'");
  }
}
