package dev.clerksessions.cli;

import java.util.regex.Pattern;

/** Makes text of unknown origin fit for a terminal. */
final class TerminalText {

  /** Commands to a terminal: those with parameters, those with a text, and the short ones. */
  private static final Pattern SEQUENCE =
      Pattern.compile(
          "(?:\\x1b\\[|\\x9b)[0-?]*[ -/]*[@-~]?"
              + "|(?:\\x1b[\\]PX^_]|[\\x9d\\x90\\x98\\x9e\\x9f])[^\\x07\\x1b\\x9c]*(?:\\x07|\\x1b\\\\|\\x9c)?"
              + "|\\x1b[ -/]*[0-~]?");

  private TerminalText() {}

  /** Returns the text on one line, without sequences, controls and invisible characters. */
  static String line(String text) {
    StringBuilder line = new StringBuilder(text.length());
    withoutSequences(text)
        .codePoints()
        .forEach(
            c -> {
              if (Character.isWhitespace(c)) {
                line.append(' ');
              } else if (!isUnsafe(c)) {
                line.appendCodePoint(c);
              }
            });
    return line.toString().strip();
  }

  /** Does as {@link #line} does for a text of several lines, whose indents are kept. */
  static String lines(String text) {
    StringBuilder lines = new StringBuilder(text.length());
    withoutSequences(text)
        .codePoints()
        .filter(c -> c == '\n' || c == '\t' || !isUnsafe(c))
        .forEach(lines::appendCodePoint);
    return lines.toString();
  }

  /** Whether a terminal may obey the character instead of showing it. */
  static boolean isUnsafe(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          true;
      default -> false;
    };
  }

  private static String withoutSequences(String text) {
    return SEQUENCE.matcher(text).replaceAll("");
  }
}
