package dev.clerksessions.benchmarks;

import dev.clerksessions.ClerkConfig;
import dev.clerksessions.SessionsPort;
import dev.clerksessions.bulk.BulkSessions;
import dev.clerksessions.bulk.UserSessions;
import dev.clerksessions.ratelimit.RateLimit;
import dev.clerksessions.ratelimit.RateLimiter;
import dev.clerksessions.transport.httpclient.HttpClientSessions;
import dev.clerksessions.transport.jdk.JdkSessions;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Audits 2,000 users at a limit of 200 a second, which the server enforces, 50 ms an answer. Prints
 * the time against the least that the limit allows, and how many calls were refused with 429.
 */
public final class AuditBenchmark {

  private static final int USERS = 2_000;
  private static final RateLimit LIMIT = new RateLimit(200, Duration.ofSeconds(1));
  private static final Duration LATENCY = Duration.ofMillis(50);

  private AuditBenchmark() {}

  /**
   * Runs once with each transport.
   *
   * @param args how many users; 2,000 if not given
   */
  public static void main(String[] args) throws Exception {
    run(args.length == 0 ? USERS : Integer.parseInt(args[0]), System.out);
  }

  static void run(int users, PrintStream out) throws Exception {
    String limit = LIMIT.requests() + "/" + LIMIT.period().toMillis();
    // As many full periods as must pass before the last call may be sent, and that call's answer.
    Duration least = LIMIT.period().multipliedBy((users - 1) / LIMIT.requests()).plus(LATENCY);
    for (String transport : List.of("httpclient", "jdk")) {
      try (ServerProcess warmUp = ServerProcess.start(users, 3, LATENCY, "none")) {
        audit(transport, users, warmUp, null);
      }
      try (ServerProcess server = ServerProcess.start(users, 3, LATENCY, limit)) {
        Duration took = audit(transport, users, server, RateLimiter.of(LIMIT));
        out.printf(
            "%s: %d users in %d ms, %.3f times the least of %d ms; refused with 429: %d%n",
            transport,
            users,
            took.toMillis(),
            (double) took.toNanos() / least.toNanos(),
            least.toMillis(),
            server.rateLimited());
      }
    }
  }

  private static Duration audit(
      String transport, int users, ServerProcess server, @Nullable RateLimiter limiter)
      throws Exception {
    ClerkConfig config = server.config().toBuilder().rateLimiter(limiter).build();
    if (transport.equals("jdk")) {
      try (JdkSessions port = JdkSessions.builder(config).build()) {
        return audit(port, users);
      }
    }
    try (HttpClientSessions port = HttpClientSessions.builder(config).build()) {
      return audit(port, users);
    }
  }

  private static Duration audit(SessionsPort port, int users) {
    // Limited by its configuration, or, to warm up, not at all.
    BulkSessions bulk = BulkSessions.builder(port).withoutRateLimit().build();
    long start = System.nanoTime();
    long complete;
    try (Stream<UserSessions> results =
        bulk.list(IntStream.range(0, users).mapToObj(ServerProcess::user))) {
      complete = results.filter(user -> user.sessions().size() == 3).count();
    }
    Duration took = Duration.ofNanos(System.nanoTime() - start);
    if (complete != users) {
      throw new IllegalStateException("only " + complete + " of " + users + " are complete");
    }
    return took;
  }
}
