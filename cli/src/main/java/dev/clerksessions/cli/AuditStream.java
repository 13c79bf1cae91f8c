package dev.clerksessions.cli;

import java.io.IOException;
import java.io.OutputStream;

/** Writes lines to standard output, which nobody can take back or go on with. */
record AuditStream(OutputStream out) implements AuditLines {

  @Override
  public boolean has(long index, String userId) {
    return false;
  }

  @Override
  public void write(long index, String userId, byte[] line) throws IOException {
    out.write(line);
    out.flush();
  }

  @Override
  public void complete() {}

  @Override
  public void close() {}
}
