package dev.clerksessions.internal;

import org.jspecify.annotations.Nullable;

/** Checks what callers pass in; each failure names the field, the rule and the value. */
public final class Preconditions {

  private static final int LONGEST_QUOTE = 80;

  private Preconditions() {}

  public static <T> T requireSet(String field, @Nullable T value) {
    if (value == null) {
      throw new IllegalArgumentException(field + " must be set, was null");
    }
    return value;
  }

  /**
   * Returns an id that can be sent, or null for null. A character that nobody sees, such as the
   * byte order mark at the start of a file, would make the API find nothing.
   */
  public static @Nullable String requireEncodable(String field, @Nullable String value) {
    if (value == null) {
      return null;
    }
    if (value.isBlank()) {
      throw new IllegalArgumentException(field + " must not be blank, was " + quote(value));
    }
    for (int i = 0; i < value.length(); i = value.offsetByCodePoints(i, 1)) {
      int character = value.codePointAt(i);
      if (isInvisible(character)) {
        throw new IllegalArgumentException(
            field
                + " must have no control or format character, no line or paragraph separator and"
                + " no unpaired surrogate, has "
                + String.format("U+%04X ", character)
                + Character.getName(character)
                + " at index "
                + i
                + ": "
                + quote(value));
      }
    }
    return value;
  }

  private static boolean isInvisible(int character) {
    return switch (Character.getType(character)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          true;
      default -> false;
    };
  }

  /** Quotes a text for a message: on one line, without control characters, not too long. */
  public static String quote(String value) {
    StringBuilder quoted = new StringBuilder("\"");
    value
        .codePoints()
        .limit(LONGEST_QUOTE)
        .forEach(
            c -> {
              if (isInvisible(c)) {
                quoted.append(String.format("\\u%04x", c));
              } else {
                quoted.appendCodePoint(c);
              }
            });
    boolean cut = value.codePointCount(0, value.length()) > LONGEST_QUOTE;
    return quoted.append(cut ? "…\"" : "\"").toString();
  }
}
