package dev.clerksessions.cli;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What is known of the users of an audit.
 *
 * @param count how many are known, from the first on
 * @param checksum the checksum of their ids in order, each followed by a line feed
 * @param complete whether there are no others
 */
record UserList(long count, String checksum, boolean complete) {

  static final String PATTERN = "users (0|[1-9]\\d{0,17}) ([0-9a-f]{8}) (all|more)";

  private static final Pattern TEXT = Pattern.compile(PATTERN);

  /** Whether this is more than what was known before. */
  boolean tellsMoreThan(@Nullable UserList before) {
    if (before == null) {
      return true;
    }
    if (before.complete) {
      return false;
    }
    return count > before.count
        || (complete && count == before.count && checksum.equals(before.checksum));
  }

  /** Returns this as one line, which {@link #parse} reads. */
  String text() {
    return "users " + count + " " + checksum + " " + (complete ? "all" : "more");
  }

  /** Returns the list of a line, or null if the line has none. */
  static @Nullable UserList parse(String text) {
    Matcher parts = TEXT.matcher(text);
    return parts.matches()
        ? new UserList(Long.parseLong(parts.group(1)), parts.group(2), parts.group(3).equals("all"))
        : null;
  }
}
