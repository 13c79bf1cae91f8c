package dev.clerksessions.cli;

import java.io.IOException;

/** Where an audit's lines go, and which users have theirs already. */
interface AuditLines extends AutoCloseable {

  /** Returns whether the user at this place of the input has its line. */
  boolean has(long index, String userId) throws IOException;

  /** Writes the line of the user at this place of the input, line end included. */
  void write(long index, String userId, byte[] line) throws IOException;

  /** Notes that all users have their lines. */
  void complete() throws IOException;

  @Override
  void close() throws IOException;
}
