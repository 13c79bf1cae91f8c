package dev.clerksessions.cli;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The journal of an audit: which users have their line, where it ends, and what is known of all
 * users. The first record has the format and the settings, each further one is an {@link
 * AuditEntry} or a {@link UserList}; each is a line that ends with its own checksum. After the last
 * entry there may be the audit's line itself, which is there while it is written to the file of
 * lines. What follows the last whole record was cut short by an interruption: it doesn't count. A
 * journal is locked, and used only by the audit that has locked the file of lines.
 */
final class AuditJournal implements Closeable {

  /** The format of the journal and of the audit's lines. Raise it when either changes. */
  static final int FORMAT = 2;

  private static final String MAGIC = "clerk-sessions-audit ";

  /** A record, of which any start is what an interruption may leave. */
  private static final Pattern RECORD =
      Pattern.compile("(?:" + AuditEntry.PATTERN + "|" + UserList.PATTERN + ") [0-9a-f]{8}\n");

  private final Path file;
  private final LockedFile locked;
  private final Content content;

  private AuditJournal(Path file, LockedFile locked, Content content) {
    this.file = file;
    this.locked = locked;
    this.content = content;
  }

  /**
   * What a journal has.
   *
   * @param entries in the order in which they were written: their ends grow, no position occurs
   *     twice
   * @param users what is known of the users; null when that isn't recorded yet
   * @param records how many records there are, the first one included
   * @param lastEntry where the last entry begins, if it is the last record; else where that ends
   * @param length where the last record ends
   * @param rest what follows it
   */
  private record Content(
      List<AuditEntry> entries,
      @Nullable UserList users,
      int records,
      long lastEntry,
      long length,
      String rest) {

    static final Content NONE = new Content(List.of(), null, 0, 0, 0, "");

    boolean started() {
      return length > 0;
    }

    boolean endsWithEntry() {
      return lastEntry < length;
    }

    boolean endsWithWholeLine() {
      return rest.endsWith("\n");
    }
  }

  /**
   * Opens a journal, which is created when it doesn't exist. When it is refused, what it has is
   * left as it is.
   *
   * @throws AuditRefusedException when it is no file, it is damaged, its settings are other ones,
   *     or another audit uses it
   */
  static AuditJournal open(Path file, AuditSettings settings) throws IOException {
    if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)
        && !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      throw new AuditRefusedException("the journal must be a regular file, was " + file);
    }
    LockedFile locked = LockedFile.open(file);
    try {
      return new AuditJournal(file, locked, read(file, locked.channel(), settings));
    } catch (IOException | RuntimeException e) {
      locked.close();
      throw e;
    }
  }

  private static Content read(Path file, FileChannel channel, AuditSettings settings)
      throws IOException {
    // Not closed: that would close the channel. And a charset that has all bytes: what is wrong
    // fails its checksum.
    String text =
        new String(Channels.newInputStream(channel).readAllBytes(), StandardCharsets.ISO_8859_1);
    int start = text.indexOf('\n') + 1;
    if (start == 0) {
      if (!record(header(settings)).startsWith(text)) {
        throw damaged(file, 1);
      }
      return Content.NONE;
    }
    checkHeader(file, text.substring(0, start - 1), settings);
    List<AuditEntry> entries = new ArrayList<>();
    Set<Long> positions = new HashSet<>();
    UserList users = null;
    int last = start;
    for (int line = 2; ; line++) {
      int end = text.indexOf('\n', start);
      String record = end < 0 ? null : Checksums.verify(text.substring(start, end));
      if (record == null) {
        Content content =
            new Content(List.copyOf(entries), users, line - 1, last, start, text.substring(start));
        requireRest(file, content);
        return content;
      }
      AuditEntry entry = AuditEntry.parse(record);
      UserList list = UserList.parse(record);
      if (entry != null) {
        long before = entries.isEmpty() ? 0 : entries.get(entries.size() - 1).end();
        if (users == null
            || entry.position() >= users.count()
            || entry.end() <= before
            || !positions.add(entry.position())) {
          throw damaged(file, line);
        }
        entries.add(entry);
      } else if (list != null && list.tellsMoreThan(users)) {
        users = list;
      } else {
        throw damaged(file, line);
      }
      last = entry == null ? end + 1 : start;
      start = end + 1;
    }
  }

  /** Checks that what follows the last record is what an interruption may leave. */
  private static void requireRest(Path file, Content content) {
    String rest = content.rest();
    AuditEntry entry = content.endsWithEntry() ? lastOf(content.entries()) : null;
    long lineLength = entry == null ? 0 : entry.end() - endBefore(content.entries());
    boolean expected;
    if (content.endsWithWholeLine()) {
      expected =
          entry != null
              && rest.length() == lineLength
              && Checksums.of(bytes(rest)).equals(entry.line());
    } else {
      expected = rest.length() < lineLength || isStartOfRecord(rest);
    }
    if (!expected) {
      throw damaged(file, content.records() + 1);
    }
  }

  private static byte[] bytes(String rest) {
    return rest.getBytes(StandardCharsets.ISO_8859_1);
  }

  private static boolean isStartOfRecord(String rest) {
    Matcher record = RECORD.matcher(rest);
    return !record.matches() && record.hitEnd();
  }

  private static AuditEntry lastOf(List<AuditEntry> entries) {
    return entries.get(entries.size() - 1);
  }

  private static long endBefore(List<AuditEntry> entries) {
    return entries.size() < 2 ? 0 : entries.get(entries.size() - 2).end();
  }

  private static void checkHeader(Path file, String line, AuditSettings settings) {
    @Nullable String header = Checksums.verify(line);
    if (header == null || !header.startsWith(MAGIC)) {
      throw damaged(file, 1);
    }
    String format = MAGIC + FORMAT + " ";
    if (!header.startsWith(format)) {
      throw new AuditRefusedException(
          "the journal must have format "
              + FORMAT
              + ", is of another version of clerk-sessions; resume the audit with that: "
              + file);
    }
    AuditSettings started = AuditSettings.parse(header.substring(format.length()));
    if (started == null) {
      throw damaged(file, 1);
    }
    settings.requireSameAs(started);
  }

  private static AuditRefusedException damaged(Path file, int line) {
    return new AuditRefusedException(
        "the journal must be as the audit left it, line "
            + line
            + " isn't; restore it, or give another --output-file: "
            + file);
  }

  private static String header(AuditSettings settings) {
    return MAGIC + FORMAT + " " + settings.text();
  }

  private static String record(String text) {
    return Checksums.append(text) + "\n";
  }

  /** Whether an audit was started with it, so that the file of lines is the audit's. */
  boolean started() {
    return content.started();
  }

  /** What is known of the users; null when that isn't recorded yet. */
  @Nullable UserList users() {
    return content.users();
  }

  /**
   * Returns the entries that a file of lines of this size must have. The last one doesn't count if
   * nothing of its line was written.
   */
  List<AuditEntry> entries(long size) {
    List<AuditEntry> entries = content.entries();
    return isPending(size) && !content.endsWithWholeLine()
        ? entries.subList(0, entries.size() - 1)
        : entries;
  }

  private boolean isPending(long size) {
    return content.endsWithEntry() && size == endBefore(content.entries());
  }

  /** Returns the line of the last entry, of which the file may have a part only; or nothing. */
  byte[] lastLine() {
    return content.endsWithWholeLine() ? bytes(content.rest()) : new byte[0];
  }

  /**
   * Checks what follows the last record once more, now that the size of the lines is known.
   *
   * @throws AuditRefusedException when no interruption leaves that
   */
  void requireRestFor(long size) {
    if (!content.endsWithWholeLine() && !isPending(size) && !isStartOfRecord(content.rest())) {
      throw damaged(file, content.records() + 1);
    }
  }

  /**
   * Goes on after the records that count, for a file of lines that had this size, or starts with
   * the settings.
   */
  void resume(long size, AuditSettings settings) throws IOException {
    truncate(
        isPending(size) && !content.endsWithWholeLine() ? content.lastEntry() : content.length());
    if (!content.started()) {
      append(record(header(settings)).getBytes(StandardCharsets.US_ASCII));
    }
  }

  /** Records what is known of the users. */
  void append(UserList users) throws IOException {
    append(record(users.text()).getBytes(StandardCharsets.US_ASCII));
  }

  /** Records an entry and its line, which stays until {@link #forgetLine}. */
  void append(AuditEntry entry, byte[] line) throws IOException {
    byte[] record = record(entry.text()).getBytes(StandardCharsets.US_ASCII);
    byte[] both = Arrays.copyOf(record, record.length + line.length);
    System.arraycopy(line, 0, both, record.length, line.length);
    append(both);
  }

  /** Removes the last entry's line, once it is in the file of lines. */
  void forgetLine(byte[] line) throws IOException {
    truncate(locked.channel().position() - line.length);
  }

  private void truncate(long length) throws IOException {
    locked.channel().truncate(length).position(length);
  }

  private void append(byte[] bytes) throws IOException {
    ByteBuffer remaining = ByteBuffer.wrap(bytes);
    while (remaining.hasRemaining()) {
      locked.channel().write(remaining);
    }
  }

  /** Closes the journal and deletes it. */
  void delete() throws IOException {
    locked.close();
    Files.delete(file);
  }

  @Override
  public void close() throws IOException {
    locked.close();
  }
}
