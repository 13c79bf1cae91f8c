package dev.clerksessions.benchmarks;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** The bad server's end of a connection. */
final class Connection implements AutoCloseable {

  private final Socket socket;
  private final InputStream in;

  Connection(Socket socket) throws IOException {
    this.socket = socket;
    socket.setTcpNoDelay(true);
    in = new BufferedInputStream(socket.getInputStream());
  }

  /** Returns the next request's first line; empty when the client closed the connection instead. */
  String readRequestLine() throws IOException {
    String first = readLine();
    if (!first.isEmpty()) {
      while (!readLine().isEmpty()) {
        // The headers don't matter here.
      }
    }
    return first;
  }

  private String readLine() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int next; (next = in.read()) >= 0 && next != '\n'; ) {
      if (next != '\r') {
        line.write(next);
      }
    }
    return line.toString(StandardCharsets.ISO_8859_1);
  }

  void write(String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    socket.getOutputStream().flush();
  }

  /** Says nothing until the client closes or resets the connection. */
  void awaitEnd() {
    try {
      while (in.read() >= 0) {
        // A client that waits for an answer sends nothing more.
      }
    } catch (IOException e) {
      // A reset is an end as well.
      return;
    }
  }

  void reset() throws IOException {
    socket.setSoLinger(true, 0);
    close();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
