package dev.clerksessions.error;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Lets only short, plain tokens of an answer into a message; a log is no place for a body. */
final class Printable {

  private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9_.:-]{1,80}");

  private Printable() {}

  static String token(@Nullable String text) {
    return text != null && TOKEN.matcher(text).matches() ? text : "?";
  }

  static String traceId(@Nullable String traceId) {
    return traceId == null ? "" : ", trace id " + token(traceId);
  }
}
