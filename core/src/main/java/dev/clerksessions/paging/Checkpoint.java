package dev.clerksessions.paging;

import dev.clerksessions.SessionListParams;
import dev.clerksessions.internal.Preconditions;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * A place between two pages, as a text: version, whose sessions, offset, time and ids before it.
 */
record Checkpoint(
    long owner, long offset, @Nullable Instant last, Set<String> idsOfLast, boolean ended) {

  private static final Pattern FORMAT =
      Pattern.compile(
          "1\\.([0-9a-f]{1,8})\\.(\\d{1,18}|end)\\.(?:-|(-?\\d{1,17})_(\\d{1,9}))"
              // Possessive: thousands of characters one by one would overflow the stack.
              + "\\.((?:[^.%]++|%[0-9A-F]{2})*+)");

  Checkpoint(
      SessionListParams params,
      long offset,
      @Nullable Instant last,
      Set<String> idsOfLast,
      boolean ended) {
    this(owner(params), offset, last, idsOfLast, ended);
  }

  static Checkpoint parse(String token, SessionListParams params) {
    Matcher format = FORMAT.matcher(token);
    if (!format.matches()) {
      throw none(token, null);
    }
    long owner = Long.parseLong(format.group(1), 16);
    if (owner != owner(params)) {
      throw new IllegalArgumentException(
          "checkpoint must be one of the same clientId, userId and status, was "
              + Preconditions.quote(token));
    }
    boolean ended = format.group(2).equals("end");
    return new Checkpoint(
        owner,
        ended ? 0 : Long.parseLong(format.group(2)),
        format.group(3) == null ? null : time(token, format.group(3), format.group(4)),
        Arrays.stream(format.group(5).split(","))
            .filter(id -> !id.isEmpty())
            .map(id -> URLDecoder.decode(id, StandardCharsets.UTF_8))
            .collect(Collectors.toCollection(LinkedHashSet::new)),
        ended);
  }

  private static Instant time(String token, String seconds, String nanos) {
    try {
      return Instant.ofEpochSecond(Long.parseLong(seconds), Long.parseLong(nanos));
    } catch (DateTimeException e) {
      throw none(token, e);
    }
  }

  private static IllegalArgumentException none(String token, @Nullable Throwable cause) {
    return new IllegalArgumentException(
        "checkpoint must be one of a SessionPage, was " + Preconditions.quote(token), cause);
  }

  private static long owner(SessionListParams params) {
    CRC32 sum = new CRC32();
    String text =
        String.join(
            "\n",
            Objects.requireNonNullElse(params.clientId(), ""),
            Objects.requireNonNullElse(params.userId(), ""),
            params.status() == null ? "" : params.status().value());
    sum.update(text.getBytes(StandardCharsets.UTF_8));
    return sum.getValue();
  }

  @Override
  public String toString() {
    return "1."
        + Long.toHexString(owner)
        + "."
        + (ended ? "end" : offset)
        + "."
        + (last == null ? "-" : last.getEpochSecond() + "_" + last.getNano())
        + "."
        + idsOfLast.stream().map(Checkpoint::encoded).collect(Collectors.joining(","));
  }

  private static String encoded(String id) {
    // A dot would end the ids, and URLEncoder leaves it as it is.
    return URLEncoder.encode(id, StandardCharsets.UTF_8).replace(".", "%2E");
  }
}
