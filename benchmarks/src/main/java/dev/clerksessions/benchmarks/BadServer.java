package dev.clerksessions.benchmarks;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.LongAdder;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Answers each user with a session of theirs, or, as often as told, with a fault. */
final class BadServer implements AutoCloseable {

  private static final Pattern USER = Pattern.compile("user_id=(\\w+)");

  private final ServerSocket listener;
  private final double faultRate;
  private final LongAdder faulted = new LongAdder();
  private final Set<Connection> open = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  BadServer(double faultRate) throws IOException {
    this.faultRate = faultRate;
    listener = new ServerSocket(0, 512, InetAddress.getLoopbackAddress());
    start("bad-server", this::accept);
  }

  String url() {
    return "http://127.0.0.1:" + listener.getLocalPort();
  }

  /** How many requests were answered with a fault. */
  long faulted() {
    return faulted.sum();
  }

  private void accept() {
    while (!closed) {
      try {
        Connection connection = new Connection(listener.accept());
        open.add(connection);
        start("bad-connection", () -> serve(connection));
      } catch (IOException e) {
        if (!closed) {
          throw new IllegalStateException("the server can't accept connections", e);
        }
      }
    }
  }

  private void serve(Connection connection) {
    try (connection) {
      String line = connection.readRequestLine();
      while (!line.isEmpty()) {
        Matcher user = USER.matcher(line);
        Fault fault = fault();
        if (fault != Fault.NONE) {
          faulted.increment();
        }
        fault.answer(connection, page(user.find() ? user.group(1) : "nobody"));
        line = connection.readRequestLine();
      }
    } catch (IOException e) {
      // The client or a fault has closed it, which is what this is for.
      return;
    } finally {
      open.remove(connection);
    }
  }

  private Fault fault() {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    return random.nextDouble() < faultRate
        ? Fault.FAULTS.get(random.nextInt(Fault.FAULTS.size()))
        : Fault.NONE;
  }

  private static String page(String userId) {
    return "{\"data\":[{\"object\":\"session\",\"id\":\"sess_1\",\"client_id\":\"client_1\","
        + "\"user_id\":\""
        + userId
        + "\",\"status\":\"active\",\"last_active_at\":1,\"expire_at\":2,\"abandon_at\":3,"
        + "\"created_at\":4,\"updated_at\":5}],\"total_count\":1}";
  }

  private static void start(String name, Runnable task) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() throws IOException {
    closed = true;
    listener.close();
    for (Connection connection : open) {
      connection.close();
    }
  }
}
