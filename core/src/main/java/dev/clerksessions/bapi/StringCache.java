package dev.clerksessions.bapi;

import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Texts that are said again and again in one page, such as the user's id or a browser's name: the
 * same text is the same object. Remembers a hundred or so, the newest of those that collide.
 */
final class StringCache {

  private static final int SLOTS = 128;

  /** A text, and its characters in the form that can be compared with a parser's at once. */
  private record Known(String text, @SuppressWarnings("ArrayRecordComponent") char[] chars) {}

  private final @Nullable Known[] known = new Known[SLOTS];

  /** Returns the text that the parser stands at. */
  String text(JsonParser parser) throws IOException {
    char[] chars = parser.getTextCharacters();
    int length = parser.getTextLength();
    int start = parser.getTextOffset();
    if (length == 0) {
      return "";
    }
    int slot = slot(chars[start], chars[start + length / 2], chars[start + length - 1], length);
    Known before = known[slot];
    if (before != null
        && Arrays.equals(before.chars, 0, before.chars.length, chars, start, start + length)) {
      return before.text;
    }
    String text = new String(chars, start, length);
    known[slot] = new Known(text, text.toCharArray());
    return text;
  }

  private static int slot(int first, int middle, int last, int length) {
    int mixed = ((first * 31 + middle) * 31 + last) * 31 + length;
    return (mixed ^ mixed >>> 7) & (SLOTS - 1);
  }
}
