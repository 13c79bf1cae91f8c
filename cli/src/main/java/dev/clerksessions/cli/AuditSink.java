package dev.clerksessions.cli;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Where an audit's lines go, and which users had theirs before. What was there before may be asked
 * for by many threads; lines are written, and users recorded, by one thread at a time.
 */
interface AuditSink extends AutoCloseable {

  /**
   * Returns whether the user at this position of the input, from 0, had its line before.
   *
   * @throws AuditRefusedException when another user had it
   */
  boolean has(long position, String userId);

  /** What earlier runs knew of the users; null when there was none. */
  @Nullable UserList knownUsers();

  /**
   * Checks what was read of the users so far against what earlier runs knew of them.
   *
   * @throws AuditRefusedException when they are other users
   */
  void checkUsers(UserList read);

  /** Records what is known of the users, if that is more than what was known before. */
  void recordUsers(UserList known) throws IOException;

  /** How many of the lines that were there before have an error. */
  long failedBefore();

  /** Writes the line of the user at this position of the input, line feed included. */
  void write(long position, String userId, boolean failed, byte[] line) throws IOException;

  /** Records that all users have their lines. */
  void complete() throws IOException;

  @Override
  void close() throws IOException;
}
