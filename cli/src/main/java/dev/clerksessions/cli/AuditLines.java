package dev.clerksessions.cli;

import java.io.IOException;

/**
 * Where an audit's lines go, and which users had theirs before. What was there before may be asked
 * for by many threads; lines are written by one thread at a time.
 */
interface AuditLines extends AutoCloseable {

  /**
   * Returns whether the user at this place of the input, from 0, had its line before.
   *
   * @throws AuditRefusedException when another user had it
   */
  boolean has(long place, String userId);

  /**
   * Checks how many users the input has.
   *
   * @throws AuditRefusedException when users beyond its end have lines
   */
  void checkUsers(long users);

  /** How many of the lines that were there before have an error. */
  long failedBefore();

  /** Writes the line of the user at this place of the input, line feed included. */
  void write(long place, String userId, boolean failed, byte[] line) throws IOException;

  /** Records that all users have their lines. */
  void complete() throws IOException;

  @Override
  void close() throws IOException;
}
