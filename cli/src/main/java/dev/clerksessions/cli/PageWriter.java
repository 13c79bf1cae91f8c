package dev.clerksessions.cli;

import dev.clerksessions.PaginatedResourceResponse;
import dev.clerksessions.Session;
import java.io.IOException;
import java.io.OutputStream;

/** Prints a page of sessions as UTF-8. */
interface PageWriter {

  /** Writes the whole page; flushes the stream and leaves it open. */
  void write(PaginatedResourceResponse<Session> page, OutputStream out) throws IOException;
}
