package dev.clerksessions.cli;

import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.CharacterEscapes;
import com.fasterxml.jackson.core.io.SerializedString;
import org.jspecify.annotations.Nullable;

/**
 * Escapes what JSON allows as it is but a terminal obeys, such as a C1 control or a change of
 * direction. Halves of surrogate pairs too, since a lone one has no UTF-8.
 */
final class TerminalSafeEscapes extends CharacterEscapes {

  private static final long serialVersionUID = 1L;

  private static final int DELETE = 0x7f;

  @Override
  public int[] getEscapeCodesForAscii() {
    int[] codes = standardAsciiEscapesForJSON();
    codes[DELETE] = ESCAPE_STANDARD;
    return codes;
  }

  @Override
  public @Nullable SerializableString getEscapeSequence(int c) {
    return TerminalText.isUnsafe(c) || Character.getType(c) == Character.SURROGATE
        ? new SerializedString(String.format("\\u%04x", c))
        : null;
  }
}
