package dev.clerksessions.cli;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32;

/**
 * Writes lines to a file, and beside it a journal from which an interrupted audit goes on. A line
 * counts once its entry is in the journal: place in the input, checksum of the user, and where the
 * line ends. What is behind the last of these ends in the file was cut short, and is written again.
 */
final class AuditFile implements AuditLines {

  private static final Pattern ENTRY = Pattern.compile("(\\d{1,18}) ([0-9a-f]{1,8}) (\\d{1,18})");

  private final Path file;
  private final Path journalFile;
  private final FileChannel lines;
  private final FileChannel journal;
  private final Map<Long, Long> done = new HashMap<>();
  private long end;

  private AuditFile(Path file, Path journalFile, FileChannel lines, FileChannel journal) {
    this.file = file;
    this.journalFile = journalFile;
    this.lines = lines;
    this.journal = journal;
  }

  /**
   * Opens a file that isn't there, or one that a journal belongs to.
   *
   * @throws IllegalArgumentException when the file is there without a journal, or another process
   *     writes it
   */
  static AuditFile open(Path file) throws IOException {
    Path journalFile = file.resolveSibling(file.getFileName() + ".resume");
    if (Files.exists(file) && !Files.exists(journalFile)) {
      throw new IllegalArgumentException(
          "--output-file must not be there yet, or have a journal to go on from, was " + file);
    }
    FileChannel journal =
        FileChannel.open(
            journalFile,
            StandardOpenOption.CREATE,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE);
    FileChannel lines = null;
    try {
      if (!locked(journal)) {
        throw new IllegalArgumentException(
            "--output-file must be written by one audit at a time, was " + file);
      }
      lines = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      AuditFile audit = new AuditFile(file, journalFile, lines, journal);
      audit.resume();
      return audit;
    } catch (IOException | RuntimeException e) {
      journal.close();
      if (lines != null) {
        lines.close();
      }
      throw e;
    }
  }

  private static boolean locked(FileChannel journal) throws IOException {
    try {
      FileLock lock = journal.tryLock();
      return lock != null;
    } catch (OverlappingFileLockException e) {
      return false;
    }
  }

  private void resume() throws IOException {
    String text = Files.readString(journalFile, StandardCharsets.US_ASCII);
    int whole = text.lastIndexOf('\n') + 1;
    for (String entry : text.substring(0, whole).lines().toList()) {
      Matcher parts = ENTRY.matcher(entry);
      if (!parts.matches()) {
        throw new IllegalArgumentException(
            "the journal must have been written by an audit, has "
                + TerminalText.line("'" + entry + "'")
                + ": "
                + journalFile);
      }
      done.put(Long.parseLong(parts.group(1)), Long.parseLong(parts.group(2), 16));
      end = Long.parseLong(parts.group(3));
    }
    if (lines.size() < end) {
      throw new IllegalArgumentException(
          "--output-file must be as long as its journal says, "
              + end
              + " bytes, was "
              + lines.size()
              + ": "
              + file);
    }
    journal.truncate(whole).position(whole);
    lines.truncate(end).position(end);
  }

  @Override
  public boolean has(long index, String userId) {
    Long checksum = done.get(index);
    if (checksum == null) {
      return false;
    }
    if (checksum != checksum(userId)) {
      throw new IllegalArgumentException(
          "--users-file must be the one that the audit began with, has another user "
              + (index + 1)
              + ": "
              + TerminalText.line(userId));
    }
    return true;
  }

  @Override
  public void write(long index, String userId, byte[] line) throws IOException {
    writeAll(lines, line);
    end += line.length;
    String entry = index + " " + Long.toHexString(checksum(userId)) + " " + end + "\n";
    writeAll(journal, entry.getBytes(StandardCharsets.US_ASCII));
  }

  private static void writeAll(FileChannel channel, byte[] bytes) throws IOException {
    ByteBuffer left = ByteBuffer.wrap(bytes);
    while (left.hasRemaining()) {
      channel.write(left);
    }
  }

  private static long checksum(String userId) {
    CRC32 sum = new CRC32();
    sum.update(userId.getBytes(StandardCharsets.UTF_8));
    return sum.getValue();
  }

  @Override
  public void complete() throws IOException {
    Files.delete(journalFile);
  }

  @Override
  public void close() throws IOException {
    lines.close();
    journal.close();
  }
}
