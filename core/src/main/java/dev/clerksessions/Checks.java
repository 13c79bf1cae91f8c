package dev.clerksessions;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Checks of what callers pass in; each failure names the field, the rule and the value. */
final class Checks {

  private static final int LONGEST_QUOTE = 80;

  private Checks() {}

  static <T> T present(String field, @Nullable T value) {
    if (value == null) {
      throw new IllegalArgumentException(field + " must be set, was null");
    }
    return value;
  }

  /** Returns a text that can be sent, or null for null. */
  static @Nullable String sendableOrNull(String field, @Nullable String value) {
    if (value == null) {
      return null;
    }
    if (value.isBlank()) {
      throw new IllegalArgumentException(field + " must not be blank, was " + quote(value));
    }
    if (!StandardCharsets.UTF_8.newEncoder().canEncode(value)) {
      throw new IllegalArgumentException(
          field + " must be valid Unicode, has half a surrogate pair: " + quote(value));
    }
    return value;
  }

  /** Quotes a text for a message: on one line, without control characters, not too long. */
  static String quote(String value) {
    StringBuilder quoted = new StringBuilder("\"");
    value
        .codePoints()
        .limit(LONGEST_QUOTE)
        .forEach(
            c -> {
              switch (Character.getType(c)) {
                case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR ->
                    quoted.append(String.format("\\u%04x", c));
                default -> quoted.appendCodePoint(c);
              }
            });
    boolean cut = value.codePointCount(0, value.length()) > LONGEST_QUOTE;
    return quoted.append(cut ? "…\"" : "\"").toString();
  }
}
