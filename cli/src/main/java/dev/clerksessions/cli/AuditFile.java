package dev.clerksessions.cli;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32C;
import java.util.zip.CheckedInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Writes lines to a file, and beside it a journal from which an interrupted audit is resumed. A
 * line counts once its entry is in the journal; what follows the last such line was cut short and
 * is written again.
 *
 * <p>The operating system keeps what a killed process has written, so nothing is forced to the disk
 * before the end. After a power failure the disk may lack some of either file: the checksums show
 * that, and the audit is refused instead of resumed.
 */
final class AuditFile implements AuditLines {

  private static final int BUFFER = 1 << 16;

  private final LockedFile locked;
  private final AuditJournal journal;

  /** The checksums of the users whose lines were there from the start, by place. */
  private final Map<Long, String> done = new HashMap<>();

  private long usersDone;
  private long failedBefore;
  private long end;

  private AuditFile(LockedFile locked, AuditJournal journal, List<AuditEntry> entries) {
    this.locked = locked;
    this.journal = journal;
    for (AuditEntry entry : entries) {
      done.put(entry.place(), entry.user());
      usersDone = Math.max(usersDone, entry.place() + 1);
      failedBefore += entry.failed() ? 1 : 0;
      end = entry.end();
    }
  }

  /**
   * Opens a file that doesn't exist or is empty, or one that a journal belongs to. When it is
   * refused, what it has is left as it is.
   *
   * @throws AuditRefusedException when the file has lines without a journal, the journal doesn't
   *     belong to it or to the settings, or another audit writes it
   */
  static AuditFile open(Path file, AuditSettings settings) throws IOException {
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      throw new AuditRefusedException("--output-file must be a regular file, was " + file);
    }
    LockedFile locked = LockedFile.open(file);
    try {
      // All is decided under the lock: the audit that held it may have ended only now.
      return resume(file, settings, locked);
    } catch (IOException | RuntimeException e) {
      locked.close();
      throw e;
    }
  }

  private static AuditFile resume(Path file, AuditSettings settings, LockedFile locked)
      throws IOException {
    FileChannel lines = locked.channel();
    Path journalFile = journalOf(file);
    AuditJournal.Content content = AuditJournal.read(journalFile, settings);
    if (!content.started() && lines.size() > 0) {
      throw new AuditRefusedException(
          "--output-file must not exist yet, or have a journal to resume from, was " + file);
    }
    long end = verify(file, lines, content.entries());
    AuditJournal journal = AuditJournal.open(journalFile, settings, content);
    try {
      lines.truncate(end).position(end);
    } catch (IOException e) {
      journal.close();
      throw e;
    }
    return new AuditFile(locked, journal, content.entries());
  }

  static Path journalOf(Path file) {
    return file.resolveSibling(file.getFileName() + ".resume");
  }

  /** Checks that the file has the lines that the entries are about, and returns their end. */
  private static long verify(Path file, FileChannel lines, List<AuditEntry> entries)
      throws IOException {
    // Not closed: that would close the channel.
    InputStream in = new BufferedInputStream(Channels.newInputStream(lines), BUFFER);
    long end = 0;
    for (int i = 0; i < entries.size(); i++) {
      AuditEntry entry = entries.get(i);
      CRC32C sum = new CRC32C();
      try {
        new CheckedInputStream(in, sum).skipNBytes(entry.end() - end);
      } catch (EOFException e) {
        throw changed(file, i + 1, e);
      }
      if (!Checksums.hex(sum).equals(entry.line())) {
        throw changed(file, i + 1, null);
      }
      end = entry.end();
    }
    return end;
  }

  private static AuditRefusedException changed(Path file, int line, @Nullable IOException cause) {
    return new AuditRefusedException(
        "--output-file must be as the audit left it, line "
            + line
            + " isn't; restore it, or give another: "
            + file,
        cause);
  }

  @Override
  public boolean has(long place, String userId) {
    String checksum = done.get(place);
    if (checksum == null) {
      return false;
    }
    if (!checksum.equals(Checksums.of(userId))) {
      throw new AuditRefusedException(
          "--users-file must be the one that the audit was started with, has another user "
              + (place + 1)
              + ": "
              + TerminalText.line(userId));
    }
    return true;
  }

  @Override
  public void checkUsers(long users) {
    if (users < usersDone) {
      throw new AuditRefusedException(
          "--users-file must be the one that the audit was started with, has "
              + users
              + " users, at least "
              + usersDone
              + " then");
    }
  }

  @Override
  public long failedBefore() {
    return failedBefore;
  }

  @Override
  public void write(long place, String userId, boolean failed, byte[] line) throws IOException {
    try {
      ByteBuffer remaining = ByteBuffer.wrap(line);
      while (remaining.hasRemaining()) {
        locked.channel().write(remaining);
      }
      end += line.length;
      journal.append(new AuditEntry(place, Checksums.of(userId), end, Checksums.of(line), failed));
    } catch (IOException e) {
      throw new IOException(
          "--output-file can't be written, run the audit again to resume it: " + e.getMessage(), e);
    }
  }

  /** Forces the lines to the disk before the journal is deleted, after which they are final. */
  @Override
  public void complete() throws IOException {
    try {
      locked.channel().force(true);
      journal.delete();
    } catch (IOException e) {
      throw new IOException(
          "--output-file is complete, but its journal can't be deleted: " + e.getMessage(), e);
    }
  }

  @Override
  public void close() throws IOException {
    try (locked) {
      journal.close();
    }
  }
}
