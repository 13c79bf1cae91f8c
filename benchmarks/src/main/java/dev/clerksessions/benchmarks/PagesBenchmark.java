package dev.clerksessions.benchmarks;

import dev.clerksessions.Session;
import dev.clerksessions.SessionListParams;
import dev.clerksessions.paging.SessionPager;
import dev.clerksessions.transport.httpclient.HttpClientSessions;
import java.io.PrintStream;
import java.time.Duration;
import java.util.stream.Stream;

/**
 * Pages through 100,000 sessions, 500 a page and 50 ms each, eight in flight and one at a time. The
 * server is a process of its own. Prints the times and the peak of the heap that it adds.
 */
public final class PagesBenchmark {

  private static final int SESSIONS = 100_000;
  private static final Duration LATENCY = Duration.ofMillis(50);

  private PagesBenchmark() {}

  /**
   * Runs once.
   *
   * @param args how many sessions; 100,000 if not given
   */
  public static void main(String[] args) throws Exception {
    run(args.length == 0 ? SESSIONS : Integer.parseInt(args[0]), System.out);
  }

  static void run(int sessions, PrintStream out) throws Exception {
    try (ServerProcess server = ServerProcess.start(1, sessions, LATENCY, "none")) {
      try (HttpClientSessions port = HttpClientSessions.builder(server.config()).build()) {
        long warmUp = Math.min(sessions, 10_000);
        count(port, warmUp, 7);
        count(port, warmUp, 0);
        Duration single = count(port, sessions, 0);
        Duration eight = count(port, sessions, 7);
        out.printf(
            "%d sessions: one at a time %d ms, eight in flight %d ms, %.1f times faster%n",
            sessions,
            single.toMillis(),
            eight.toMillis(),
            (double) single.toNanos() / eight.toNanos());
        // Again, since looking at the heap takes time.
        try (HeapPeak peak = HeapPeak.watch()) {
          count(port, sessions, 7);
          out.printf("peak heap added %d KiB%n", peak.addedKib());
        }
      }
    }
  }

  private static Duration count(HttpClientSessions port, long expected, int prefetch) {
    SessionListParams params = SessionListParams.builder().userId(ServerProcess.user(0)).build();
    SessionPager pager =
        SessionPager.builder(port, params).prefetch(prefetch).maxSessions(expected).build();
    long start = System.nanoTime();
    long found;
    try (Stream<Session> all = pager.stream()) {
      found = all.count();
    }
    Duration took = Duration.ofNanos(System.nanoTime() - start);
    if (found != expected) {
      throw new IllegalStateException("found " + found + " sessions of " + expected);
    }
    return took;
  }
}
