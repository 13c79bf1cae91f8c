package dev.clerksessions.cli;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * A file that is open in one audit at a time, whatever the process. While it is open, this process
 * must not open and close the file in another way: on POSIX systems that releases the lock.
 */
final class LockedFile implements Closeable {

  // One byte after all lines: on Windows no other process can read a locked region.
  private static final long LOCKED_BYTE = Long.MAX_VALUE - 1;

  private final FileChannel channel;

  /** Held in a field: after garbage collection it no longer conflicts with this process's locks. */
  private final FileLock lock;

  private final FileChannel named;

  private LockedFile(FileChannel channel, FileLock lock, FileChannel named) {
    this.channel = channel;
    this.lock = lock;
    this.named = named;
  }

  /**
   * Opens the file, which is created when it doesn't exist, and locks it.
   *
   * @throws AuditRefusedException when another audit has it open
   */
  static LockedFile open(Path file) throws IOException {
    return lock(
        file,
        FileChannel.open(
            file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE));
  }

  /**
   * Locks a file that was opened before.
   *
   * @throws AuditRefusedException when another audit has it open, or the path no longer names it
   */
  static LockedFile lock(Path file, FileChannel channel) throws IOException {
    try {
      FileLock lock = tryLock(channel);
      if (lock == null) {
        throw new AuditRefusedException(
            "--output-file must be written by one audit at a time, was " + file);
      }
      return new LockedFile(channel, lock, sameFile(file));
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  /** Opens the path once more and returns the channel, if that is the file that is locked now. */
  private static FileChannel sameFile(Path file) throws IOException {
    FileChannel named;
    try {
      named = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
    } catch (NoSuchFileException e) {
      throw moved(file, e);
    }
    try {
      FileLock unused = named.tryLock(LOCKED_BYTE, 1, false);
    } catch (OverlappingFileLockException e) {
      // This process has locked it already, so it is the same file.
      return named;
    } catch (IOException | RuntimeException e) {
      named.close();
      throw e;
    }
    named.close();
    throw moved(file, null);
  }

  private static AuditRefusedException moved(Path file, @Nullable IOException cause) {
    return new AuditRefusedException(
        "--output-file must not be moved or deleted while an audit starts, was " + file, cause);
  }

  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock(LOCKED_BYTE, 1, false);
    } catch (OverlappingFileLockException e) {
      return null;
    }
  }

  /** The file's bytes; closed with this. */
  FileChannel channel() {
    return channel;
  }

  @Override
  public void close() throws IOException {
    try (channel;
        named) {
      if (lock.isValid()) {
        lock.release();
      }
    }
  }
}
