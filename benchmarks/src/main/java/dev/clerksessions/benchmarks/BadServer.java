package dev.clerksessions.benchmarks;

import dev.clerksessions.testkit.server.ScriptedServer;
import java.io.IOException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.LongAdder;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Answers each user with a session of theirs, or, as often as told, with a fault. */
final class BadServer implements AutoCloseable {

  private static final Pattern USER = Pattern.compile("user_id=(\\w+)");

  private final double faultRate;
  private final LongAdder faulted = new LongAdder();
  private final ScriptedServer server;

  BadServer(double faultRate) throws IOException {
    this.faultRate = faultRate;
    server = new ScriptedServer(this::answer);
  }

  String url() {
    return server.uri("").toString();
  }

  /** How many requests were answered with a fault. */
  long faulted() {
    return faulted.sum();
  }

  private void answer(ScriptedServer.Connection connection) throws IOException {
    Matcher user = USER.matcher(connection.head());
    Fault fault = fault();
    if (fault != Fault.NONE) {
      faulted.increment();
    }
    fault.answer(connection, page(user.find() ? user.group(1) : "nobody"));
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

  @Override
  public void close() throws IOException {
    server.close();
  }
}
