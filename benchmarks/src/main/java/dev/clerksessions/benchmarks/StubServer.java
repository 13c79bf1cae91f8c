package dev.clerksessions.benchmarks;

import dev.clerksessions.testkit.FakeClerkServer;
import dev.clerksessions.testkit.InMemorySessions;
import dev.clerksessions.testkit.SessionFixtures;
import dev.clerksessions.testkit.server.Loopback;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPOutputStream;

/**
 * Sends pages that were prepared before, so that a server's work is as little as can be: a process
 * of its own on loopback. The fake server wrote the pages. It has a port that sends them plain and
 * one that sends them in gzip.
 */
final class StubServer {

  static final String USER = "user_2b6fcd92Anz1bNDyHzhVQpCNkgL";
  static final int MOST = 500;

  private final byte[] ofTen;
  private final byte[] ofMost;

  private StubServer(byte[] ofTen, byte[] ofMost) {
    this.ofTen = ofTen;
    this.ofMost = ofMost;
  }

  /**
   * Prints both URLs and the lengths of both bodies, and serves until its input ends.
   *
   * @param args none
   */
  public static void main(String[] args) throws Exception {
    byte[] ten = page(10);
    byte[] most = page(MOST);
    String plain = new StubServer(answer(ten, ""), answer(most, "")).start();
    String gzip = "Content-Encoding: gzip\r\n";
    String zipped = new StubServer(answer(zipped(ten), gzip), answer(zipped(most), gzip)).start();
    System.out.println(plain + " " + zipped + " " + most.length + " " + zipped(most).length);
    System.in.transferTo(OutputStream.nullOutputStream());
    System.exit(0);
  }

  /** One page of a user with 500 sessions, as the fake server writes it. */
  static byte[] page(int limit) throws IOException, InterruptedException {
    InMemorySessions store = new InMemorySessions();
    store.addAll(SessionFixtures.seeded(1).sessions(MOST, session -> session.userId(USER)));
    try (FakeClerkServer server = FakeClerkServer.start(store)) {
      HttpRequest request =
          HttpRequest.newBuilder(
                  URI.create(
                      server.url()
                          + "/v1/sessions?paginated=true&user_id="
                          + USER
                          + "&limit="
                          + limit))
              .header("Authorization", "Bearer " + FakeClerkServer.DEFAULT_SECRET_KEY)
              .build();
      return HttpClient.newHttpClient()
          .send(request, HttpResponse.BodyHandlers.ofByteArray())
          .body();
    }
  }

  static byte[] zipped(byte[] plain) throws IOException {
    ByteArrayOutputStream zipped = new ByteArrayOutputStream();
    try (OutputStream gzip = new GZIPOutputStream(zipped)) {
      gzip.write(plain);
    }
    return zipped.toByteArray();
  }

  private static byte[] answer(byte[] body, String headers) throws IOException {
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    answer.writeBytes(
        ("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nCF-RAY: 9a1b2c3d4e5f6a7b-FRA\r\n"
                + headers
                + "Content-Length: "
                + body.length
                + "\r\n\r\n")
            .getBytes(StandardCharsets.US_ASCII));
    answer.writeBytes(body);
    return answer.toByteArray();
  }

  /** Returns the URL. */
  private String start() throws IOException {
    ServerSocket listener = new ServerSocket(0, 256, Loopback.address());
    daemon(
        () -> {
          while (true) {
            Socket socket = listener.accept();
            daemon(() -> serve(socket));
          }
        });
    return "http://" + Loopback.authority(listener.getLocalPort());
  }

  private void serve(Socket socket) throws IOException {
    try (socket) {
      socket.setTcpNoDelay(true);
      InputStream in = new BufferedInputStream(socket.getInputStream(), 1 << 12);
      OutputStream out = socket.getOutputStream();
      for (int limit; (limit = readRequest(in)) > 0; ) {
        out.write(limit == MOST ? ofMost : ofTen);
      }
    } catch (SocketException e) {
      // A client that is closed resets its connections.
      return;
    }
  }

  /** Returns the limit that is asked for, or -1 at the end of the connection. */
  private static int readRequest(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder(160);
    int last = 0;
    int ends = 0;
    int limit = 10;
    while (ends < 2) {
      int next = in.read();
      if (next < 0) {
        return -1;
      }
      if (next == '\n' && last == '\r') {
        ends++;
        if (ends == 1 && line.indexOf("limit=" + MOST) > 0) {
          limit = MOST;
        }
        line.setLength(0);
      } else if (next != '\r') {
        ends = 0;
        line.append((char) next);
      }
      last = next;
    }
    return limit;
  }

  private interface Task {
    void run() throws IOException;
  }

  private static void daemon(Task task) {
    Thread thread =
        new Thread(
            () -> {
              try {
                task.run();
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
    thread.setDaemon(true);
    thread.start();
  }
}
