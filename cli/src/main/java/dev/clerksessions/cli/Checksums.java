package dev.clerksessions.cli;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/** Checksums (CRC-32C) against damage, not against an attacker. */
final class Checksums {

  private static final HexFormat HEX = HexFormat.of();
  private static final int DIGITS = 8;

  private Checksums() {}

  /** Returns the checksum as eight hexadecimal digits. */
  static String of(byte[] bytes) {
    CRC32C sum = new CRC32C();
    sum.update(bytes);
    return hex(sum);
  }

  static String of(String text) {
    return of(text.getBytes(StandardCharsets.UTF_8));
  }

  static void update(CRC32C sum, String text) {
    sum.update(text.getBytes(StandardCharsets.UTF_8));
  }

  static String hex(CRC32C sum) {
    return HEX.toHexDigits((int) sum.getValue());
  }

  /** Returns the text followed by a space and its checksum. */
  static String append(String text) {
    return text + " " + of(text);
  }

  /** Returns the text that {@link #append} was given, or null when the line was damaged. */
  static @Nullable String verify(String line) {
    int textEnd = line.length() - DIGITS - 1;
    if (textEnd < 0) {
      return null;
    }
    String text = line.substring(0, textEnd);
    return append(text).equals(line) ? text : null;
  }
}
