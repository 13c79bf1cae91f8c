package dev.clerksessions.cli;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32C;
import java.util.zip.CheckedInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Writes lines to a file, and beside it a journal from which an interrupted audit is resumed. Each
 * line is in the journal before it is in the file, so that whatever a killed process left of it is
 * known to be the audit's. Nothing is ever removed from the file: a line that was cut short is
 * completed, and a file that has anything else is refused.
 *
 * <p>The operating system keeps what a killed process has written, so nothing is forced to the disk
 * before the end. After a power failure the disk may lack some of either file: the checksums show
 * that, and the audit is refused instead of resumed.
 */
final class ResumableFileSink implements AuditSink {

  private static final int BUFFER = 1 << 16;

  private final LockedFile locked;
  private final AuditJournal journal;

  /** The checksums of the users whose lines were there from the start, by position. */
  private final Map<Long, String> done = new HashMap<>();

  private volatile @Nullable UserList users;
  private long failedBefore;
  private long end;

  private ResumableFileSink(LockedFile locked, AuditJournal journal, List<AuditEntry> entries) {
    this.locked = locked;
    this.journal = journal;
    users = journal.users();
    for (AuditEntry entry : entries) {
      done.put(entry.position(), entry.user());
      failedBefore += entry.failed() ? 1 : 0;
      end = entry.end();
    }
  }

  /**
   * Opens a file that doesn't exist or is empty, or one that a journal belongs to. When it is
   * refused, what it has is left as it is.
   *
   * @throws AuditRefusedException when the file has anything that isn't in the journal, the journal
   *     doesn't belong to it or to the settings, or another audit writes it
   */
  static ResumableFileSink open(Path file, AuditSettings settings) throws IOException {
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      throw new AuditRefusedException("--output-file must be a regular file, was " + file);
    }
    try {
      LockedFile locked = LockedFile.open(file);
      try {
        // All is decided under the lock: the audit that held it may have ended only now.
        return resume(file, settings, locked);
      } catch (IOException | RuntimeException e) {
        locked.close();
        throw e;
      }
    } catch (IOException e) {
      throw new IOException(
          "--output-file or its journal can't be written: " + ErrorHandler.reason(e), e);
    }
  }

  private static ResumableFileSink resume(Path file, AuditSettings settings, LockedFile locked)
      throws IOException {
    FileChannel lines = locked.channel();
    Path journalFile = journalOf(file);
    if (lines.size() > 0 && !Files.exists(journalFile, LinkOption.NOFOLLOW_LINKS)) {
      throw unknown(file);
    }
    AuditJournal journal = AuditJournal.open(journalFile, settings);
    try {
      long size = lines.size();
      if (!journal.started() && size > 0) {
        throw unknown(file);
      }
      List<AuditEntry> entries = journal.entries(size);
      byte[] lineEnd = verify(file, lines, entries, journal.lastLine());
      journal.requireRestFor(size);
      lines.position(size);
      write(lines, lineEnd);
      journal.resume(size, settings);
      return new ResumableFileSink(locked, journal, entries);
    } catch (IOException | RuntimeException e) {
      journal.close();
      throw e;
    }
  }

  private static AuditRefusedException unknown(Path file) {
    return new AuditRefusedException(
        "--output-file must not exist yet, or have a journal to resume from, was " + file);
  }

  static Path journalOf(Path file) {
    return file.resolveSibling(file.getFileName() + ".resume");
  }

  /**
   * Checks that the file has the lines that the entries are about and nothing else, and returns
   * what it lacks of the last one.
   */
  private static byte[] verify(
      Path file, FileChannel lines, List<AuditEntry> entries, byte[] lastLine) throws IOException {
    // Not closed: that would close the channel.
    InputStream in = new BufferedInputStream(Channels.newInputStream(lines), BUFFER);
    int whole = entries.size() - (lastLine.length > 0 ? 1 : 0);
    long end = 0;
    for (int i = 0; i < whole; i++) {
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
    byte[] written = in.readNBytes(lastLine.length);
    if (!Arrays.equals(written, Arrays.copyOf(lastLine, written.length)) || in.read() >= 0) {
      throw changed(file, whole + 1, null);
    }
    return Arrays.copyOfRange(lastLine, written.length, lastLine.length);
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
  public boolean has(long position, String userId) {
    String checksum = done.get(position);
    if (checksum == null) {
      return false;
    }
    if (!checksum.equals(Checksums.of(userId))) {
      throw otherUsers("has another user " + (position + 1) + ": " + TerminalText.line(userId));
    }
    return true;
  }

  @Override
  public @Nullable UserList knownUsers() {
    return users;
  }

  @Override
  public void checkUsers(UserList read) {
    UserList before = users;
    if (before == null) {
      return;
    }
    if (read.count() == before.count() && !read.checksum().equals(before.checksum())) {
      throw otherUsers("has others among the first " + read.count());
    }
    if (read.complete() && read.count() < before.count()) {
      throw otherUsers(
          "has "
              + read.count()
              + " users, "
              + (before.complete() ? "" : "at least ")
              + before.count()
              + " then");
    }
    if (before.complete() && read.count() > before.count()) {
      throw otherUsers("has more users, " + before.count() + " then");
    }
  }

  private static AuditRefusedException otherUsers(String difference) {
    return new AuditRefusedException(
        "--users-file must be the one that the audit was started with, " + difference);
  }

  @Override
  public void recordUsers(UserList known) throws IOException {
    if (known.tellsMoreThan(users)) {
      try {
        journal.append(known);
      } catch (IOException e) {
        throw unwritable(e);
      }
      users = known;
    }
  }

  @Override
  public long failedBefore() {
    return failedBefore;
  }

  @Override
  public void write(long position, String userId, boolean failed, byte[] line) throws IOException {
    try {
      long lineEnd = end + line.length;
      journal.append(
          new AuditEntry(position, Checksums.of(userId), lineEnd, Checksums.of(line), failed),
          line);
      write(locked.channel(), line);
      journal.forgetLine(line);
      end = lineEnd;
    } catch (IOException e) {
      throw unwritable(e);
    }
  }

  private static void write(FileChannel channel, byte[] bytes) throws IOException {
    ByteBuffer remaining = ByteBuffer.wrap(bytes);
    while (remaining.hasRemaining()) {
      channel.write(remaining);
    }
  }

  private static IOException unwritable(IOException cause) {
    return new IOException(
        "--output-file can't be written, run the audit again to resume it: "
            + ErrorHandler.reason(cause),
        cause);
  }

  /** Forces the lines to the disk before the journal is deleted, after which they are final. */
  @Override
  public void complete() throws IOException {
    try {
      locked.channel().force(true);
      journal.delete();
    } catch (IOException e) {
      throw new IOException(
          "--output-file is complete, but its journal can't be deleted: " + ErrorHandler.reason(e),
          e);
    }
  }

  @Override
  public void close() throws IOException {
    try (locked) {
      journal.close();
    }
  }
}
