package dev.clerksessions.cli;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a journal has about one line of an audit.
 *
 * @param position the user's position in the input, from 0
 * @param user the checksum of the user's id
 * @param end where the line ends in the file of lines, its line feed included
 * @param line the checksum of the line's bytes
 * @param failed whether the line has an error instead of sessions
 */
record AuditEntry(long position, String user, long end, String line, boolean failed) {

  static final String PATTERN =
      "(0|[1-9]\\d{0,17}) ([0-9a-f]{8}) ([1-9]\\d{0,17}) ([0-9a-f]{8}) (listed|failed)";

  private static final Pattern TEXT = Pattern.compile(PATTERN);

  /** Returns the entry as a string, which {@link #parse} reads. */
  String text() {
    return position + " " + user + " " + end + " " + line + " " + (failed ? "failed" : "listed");
  }

  /** Returns the entry of a string, or null if it has none. */
  static @Nullable AuditEntry parse(String text) {
    Matcher parts = TEXT.matcher(text);
    return parts.matches()
        ? new AuditEntry(
            Long.parseLong(parts.group(1)),
            parts.group(2),
            Long.parseLong(parts.group(3)),
            parts.group(4),
            parts.group(5).equals("failed"))
        : null;
  }
}
