package dev.clerksessions.testkit.server;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ServerSocketFactory;
import javax.net.ssl.SSLContext;

/**
 * A server on a loopback socket. A script writes the bytes of each response, so the server can also
 * violate HTTP. Each connection has its own daemon thread. Safe for use by many threads.
 *
 * <pre>{@code
 * try (ScriptedServer server = new ScriptedServer(ScriptedServer.Connection::reset)) {
 *   client.get(server.uri("/v1/sessions"));
 * }
 * }</pre>
 */
public final class ScriptedServer implements AutoCloseable {

  private static final int MAX_HEADS = 1000;
  private static final String END_OF_HEAD = "\r\n\r\n";

  /** Responds to one request. */
  public interface Script {

    /**
     * Writes the response to the connection. The server reads the next request when this returns.
     *
     * @param connection the connection of the request
     * @throws IOException when the connection is closed; the server then drops it
     * @throws InterruptedException when the server is closed meanwhile
     */
    void answer(Connection connection) throws IOException, InterruptedException;
  }

  private final ServerSocket listener;
  private final Thread acceptor;
  private final Script script;
  private final String scheme;
  private final Deque<String> heads = new ArrayDeque<>();
  private final Set<Connection> open = ConcurrentHashMap.newKeySet();
  private final AtomicInteger connections = new AtomicInteger();
  private volatile String greeting = "";
  private volatile boolean closed;

  /**
   * Starts a server on a free port of the loopback address.
   *
   * @param script responds to each request
   * @throws IOException when there is no free port
   */
  public ScriptedServer(Script script) throws IOException {
    this(script, 0);
  }

  /**
   * Starts a server that speaks TLS, on a free port of the loopback address.
   *
   * @param script responds to each request
   * @param context the server's certificate and key
   * @throws IOException when there is no free port
   */
  public ScriptedServer(Script script, SSLContext context) throws IOException {
    this(script, "https", context.getServerSocketFactory(), 0);
  }

  /**
   * Starts a server on a port of the loopback address.
   *
   * @param script responds to each request
   * @param port 0 for a free port
   * @throws IOException when the port is in use
   */
  public ScriptedServer(Script script, int port) throws IOException {
    this(script, "http", ServerSocketFactory.getDefault(), port);
  }

  private ScriptedServer(Script script, String scheme, ServerSocketFactory sockets, int port)
      throws IOException {
    this.script = script;
    this.scheme = scheme;
    listener = sockets.createServerSocket(port, 256, Loopback.address());
    acceptor = start("scripted-server", this::accept);
  }

  /**
   * Starts a server that sends the same bytes as the response to every request.
   *
   * @param response the whole response, in ISO 8859-1
   * @return a server, which the caller must close
   * @throws IOException when there is no free port
   */
  public static ScriptedServer answering(String response) throws IOException {
    return new ScriptedServer(connection -> connection.write(response));
  }

  /**
   * Starts a server that writes the same bytes to every connection before it reads anything.
   *
   * @param text what to write, in ISO 8859-1
   * @return a server, which the caller must close
   * @throws IOException when there is no free port
   */
  public static ScriptedServer speakingFirst(String text) throws IOException {
    ScriptedServer server = answering("");
    server.greeting = text;
    return server;
  }

  /**
   * Returns a URI on the server.
   *
   * @param target the part after host and port
   * @return an absolute URI
   */
  public URI uri(String target) {
    return URI.create(scheme + "://" + Loopback.authority(listener.getLocalPort()) + target);
  }

  /**
   * Returns the request lines and headers of the requests as received, including line ends.
   *
   * @return the newest thousand, oldest first
   */
  public List<String> heads() {
    synchronized (heads) {
      return List.copyOf(heads);
    }
  }

  private void record(String head) {
    synchronized (heads) {
      if (heads.size() == MAX_HEADS) {
        heads.remove();
      }
      heads.add(head);
    }
  }

  /**
   * Returns the number of connections accepted so far, including closed ones.
   *
   * @return a number that only grows
   */
  public int connections() {
    return connections.get();
  }

  private void accept() {
    while (!closed) {
      try {
        Connection connection = new Connection(listener.accept());
        connections.incrementAndGet();
        open.add(connection);
        if (closed) {
          connection.close();
        }
        var unused = start("scripted-connection", () -> serve(connection));
      } catch (IOException e) {
        if (!closed) {
          throw new IllegalStateException("the server can't accept connections", e);
        }
      }
    }
  }

  private void serve(Connection connection) {
    try (connection) {
      connection.write(greeting);
      for (String head = connection.readHead(); !head.isEmpty(); head = connection.readHead()) {
        record(head);
        connection.head = head;
        script.answer(connection);
      }
    } catch (IOException | InterruptedException e) {
      // The client or the end of the test closed it: what that did, the test sees at the client.
      return;
    } finally {
      open.remove(connection);
      synchronized (open) {
        open.notifyAll();
      }
    }
  }

  /**
   * Waits until the client or the script has closed every connection.
   *
   * @param timeout the maximum time to wait
   * @return whether all connections are closed
   * @throws InterruptedException when the waiting thread is interrupted
   */
  public boolean awaitNoConnection(Duration timeout) throws InterruptedException {
    long deadline = System.nanoTime() + timeout.toNanos();
    synchronized (open) {
      while (!open.isEmpty()) {
        long remaining = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
        if (remaining <= 0) {
          return false;
        }
        open.wait(remaining);
      }
    }
    return true;
  }

  private static Thread start(String name, Runnable task) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  /** Closes the port and every connection. */
  @Override
  public void close() throws IOException {
    closed = true;
    listener.close();
    try {
      // Until it has noticed, it may take one more connection.
      acceptor.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    for (Connection connection : open) {
      connection.close();
    }
  }

  /** One accepted connection; for the thread that runs the script. */
  public static final class Connection implements AutoCloseable {

    private final Socket socket;
    private final InputStream in;
    private String head = "";

    private Connection(Socket socket) throws IOException {
      this.socket = socket;
      socket.setTcpNoDelay(true);
      in = new BufferedInputStream(socket.getInputStream());
    }

    /** Returns the next request's head; empty when the client closed the connection instead. */
    private String readHead() throws IOException {
      ByteArrayOutputStream head = new ByteArrayOutputStream();
      for (int ended = 0; ended < END_OF_HEAD.length(); ) {
        int next = in.read();
        if (next < 0) {
          return "";
        }
        head.write(next);
        if (next == END_OF_HEAD.charAt(ended)) {
          ended++;
        } else {
          ended = next == '\r' ? 1 : 0;
        }
      }
      return head.toString(StandardCharsets.ISO_8859_1);
    }

    /**
     * Reads a request's body and discards it.
     *
     * @param length the body's length in bytes
     * @throws IOException when the connection is closed
     */
    public void skip(int length) throws IOException {
      in.skipNBytes(length);
    }

    /**
     * Ends the output, and waits until the client closes the connection.
     *
     * @throws IOException when the connection is reset
     */
    public void finish() throws IOException {
      socket.shutdownOutput();
      awaitEnd();
    }

    /**
     * Returns the request line and headers of the current request.
     *
     * @return the lines, including line ends
     */
    public String head() {
      return head;
    }

    /**
     * Sends a string.
     *
     * @param text what to send, in ISO 8859-1
     * @throws IOException when the connection is closed
     */
    public void write(String text) throws IOException {
      write(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /**
     * Sends bytes.
     *
     * @param bytes what to send
     * @throws IOException when the connection is closed
     */
    public void write(byte[] bytes) throws IOException {
      socket.getOutputStream().write(bytes);
      socket.getOutputStream().flush();
    }

    /** Waits until the client closes or resets the connection, or the server is closed. */
    public void awaitEnd() {
      try {
        while (in.read() >= 0) {
          // A client that waits for a response sends nothing more.
        }
      } catch (IOException e) {
        // A reset is an end as well.
        return;
      }
    }

    /**
     * Waits a little, or until the client closes the connection.
     *
     * @param time how long, a millisecond or more
     * @return whether it is open
     * @throws IOException when the connection is reset or closed
     */
    public boolean pause(Duration time) throws IOException {
      socket.setSoTimeout((int) time.toMillis());
      try {
        return in.read() >= 0;
      } catch (SocketTimeoutException e) {
        return true;
      } finally {
        socket.setSoTimeout(0);
      }
    }

    /**
     * Sends a string byte by byte until the client closes the connection.
     *
     * @param text what to send, in ISO 8859-1
     * @param pause how long to wait before each byte
     * @throws IOException when the connection is reset or closed
     */
    public void throttle(String text, Duration pause) throws IOException {
      for (int i = 0; i < text.length() && pause(pause); i++) {
        write(text.substring(i, i + 1));
      }
    }

    /**
     * Closes the connection so that the client gets a reset.
     *
     * @throws IOException when it can't be closed
     */
    public void reset() throws IOException {
      socket.setSoLinger(true, 0);
      close();
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }
}
