package dev.clerksessions.cli;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The journal of an audit: which users have their line, and where it ends. The first line has the
 * format and the settings, each further one an {@link AuditEntry}, each followed by its checksum. A
 * line without a line feed at the journal's end is one that an interruption cut short: it doesn't
 * count. A journal is used only by the audit that has locked the file of lines.
 */
final class AuditJournal implements Closeable {

  /** The format of the journal and of the audit's lines. Raise it when either changes. */
  static final int FORMAT = 1;

  private static final String MAGIC = "clerk-sessions-audit ";

  private final Path file;
  private final FileChannel channel;

  private AuditJournal(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  /**
   * What a journal has.
   *
   * @param started whether an audit was started with it, so that the file of lines is the audit's
   * @param entries in the order in which they were written: their ends grow, no place occurs twice
   * @param length how many bytes count
   */
  record Content(boolean started, List<AuditEntry> entries, long length) {}

  /**
   * Reads a journal and changes nothing.
   *
   * @throws AuditRefusedException when it is damaged, or its settings are other ones
   */
  static Content read(Path file, AuditSettings settings) throws IOException {
    // A charset that has all bytes: what is wrong fails its checksum.
    String text = Files.exists(file) ? Files.readString(file, StandardCharsets.ISO_8859_1) : "";
    int length = text.lastIndexOf('\n') + 1;
    if (length == 0) {
      if (!text.startsWith(MAGIC) && !MAGIC.startsWith(text)) {
        throw damaged(file, 1);
      }
      return new Content(false, List.of(), 0);
    }
    String[] lines = text.substring(0, length - 1).split("\n", -1);
    checkHeader(file, lines[0], settings);
    List<AuditEntry> entries = new ArrayList<>(lines.length - 1);
    Set<Long> places = new HashSet<>();
    long end = 0;
    for (int i = 1; i < lines.length; i++) {
      String entryText = Checksums.verify(lines[i]);
      AuditEntry entry = entryText == null ? null : AuditEntry.parse(entryText);
      if (entry == null || entry.end() <= end || !places.add(entry.place())) {
        throw damaged(file, i + 1);
      }
      end = entry.end();
      entries.add(entry);
    }
    return new Content(true, entries, length);
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

  /** Opens a journal after the content that was read, or a new one with its header. */
  static AuditJournal open(Path file, AuditSettings settings, Content content) throws IOException {
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      channel.truncate(content.length()).position(content.length());
      AuditJournal journal = new AuditJournal(file, channel);
      if (!content.started()) {
        journal.append(MAGIC + FORMAT + " " + settings.text());
      }
      return journal;
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  void append(AuditEntry entry) throws IOException {
    append(entry.text());
  }

  private void append(String text) throws IOException {
    byte[] line = (Checksums.append(text) + "\n").getBytes(StandardCharsets.US_ASCII);
    ByteBuffer remaining = ByteBuffer.wrap(line);
    while (remaining.hasRemaining()) {
      channel.write(remaining);
    }
  }

  /** Closes the journal and deletes it. */
  void delete() throws IOException {
    channel.close();
    Files.delete(file);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
