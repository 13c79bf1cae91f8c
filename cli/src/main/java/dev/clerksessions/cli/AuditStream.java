package dev.clerksessions.cli;

import java.io.IOException;
import java.io.OutputStream;

/** Writes lines to standard output, from which an audit can't be resumed. */
record AuditStream(OutputStream out) implements AuditLines {

  @Override
  public boolean has(long place, String userId) {
    return false;
  }

  @Override
  public void checkUsers(long users) {}

  @Override
  public long failedBefore() {
    return 0;
  }

  @Override
  public void write(long place, String userId, boolean failed, byte[] line) throws IOException {
    out.write(line);
    out.flush();
  }

  @Override
  public void complete() {}

  @Override
  public void close() {}
}
