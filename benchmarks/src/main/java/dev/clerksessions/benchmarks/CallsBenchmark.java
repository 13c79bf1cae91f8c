package dev.clerksessions.benchmarks;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;

/** Calls a second and bytes allocated for each, ours against the bare stack, round by round. */
final class CallsBenchmark {

  /** Ours, and what it is compared with. */
  private record Pair(
      String name, Function<String, Lister> ours, Function<String, Lister> reference) {}

  private record Round(double callsPerSecond, double kibPerCall) {}

  private static final List<Pair> PAIRS =
      List.of(
          new Pair("httpclient", Lister::httpClient, BareHttpClient::new),
          new Pair("jdk", Lister::jdk, BareJdk::new));

  private final StubProcess server;
  private final int rounds;
  private final Duration round;

  CallsBenchmark(StubProcess server, int rounds, Duration round) {
    this.server = server;
    this.rounds = rounds;
    this.round = round;
  }

  List<Figure> run() throws Exception {
    List<Figure> figures = new ArrayList<>();
    for (Pair pair : PAIRS) {
      for (int limit : new int[] {10, StubServer.MOST}) {
        for (int callers : new int[] {1, 32}) {
          figures.addAll(compare(pair, limit, callers, false));
        }
      }
      figures.addAll(compare(pair, StubServer.MOST, 1, true));
    }
    return figures;
  }

  /** With gzip, ours asks the port that has it, and the reference is the plain one. */
  private List<Figure> compare(Pair pair, int limit, int callers, boolean gzip) throws Exception {
    List<Round> ours = new ArrayList<>();
    List<Round> reference = new ArrayList<>();
    ExecutorService threads = Executors.newFixedThreadPool(callers);
    try (Lister mine = pair.ours().apply(server.url(gzip));
        Lister bare = pair.reference().apply(server.url(false))) {
      for (int i = 0; i < 2; i++) {
        measure(threads, callers, mine, limit);
        measure(threads, callers, bare, limit);
      }
      for (int i = 0; i < rounds; i++) {
        ours.add(measure(threads, callers, mine, limit));
        reference.add(measure(threads, callers, bare, limit));
      }
    } finally {
      threads.shutdown();
    }
    String what =
        pair.name()
            + ", limit "
            + limit
            + (gzip ? ", gzip" : "")
            + (callers == 1 ? "" : ", " + callers + " callers");
    Figure allocated =
        Figure.atMost(
            what,
            "KiB/call",
            gzip ? 0.75 : 1,
            of(ours, Round::kibPerCall),
            of(reference, Round::kibPerCall));
    if (gzip) {
      return List.of(allocated);
    }
    return List.of(
        Figure.atLeast(
            what,
            "calls/s",
            limit == StubServer.MOST ? 1.05 : 1,
            of(ours, Round::callsPerSecond),
            of(reference, Round::callsPerSecond)),
        allocated);
  }

  private static double[] of(List<Round> rounds, Function<Round, Double> value) {
    return rounds.stream().mapToDouble(value::apply).toArray();
  }

  private Round measure(ExecutorService threads, int callers, Lister lister, int limit)
      throws Exception {
    long end = System.nanoTime() + round.toNanos();
    Callable<Long> caller =
        () -> {
          long calls = 0;
          // At least one, however long the start of the threads takes.
          do {
            int found = lister.list(limit);
            if (found != limit) {
              throw new IllegalStateException("found " + found + " sessions of " + limit);
            }
            calls++;
          } while (System.nanoTime() < end);
          return calls;
        };
    List<Callable<Long>> all = new ArrayList<>();
    for (int i = 0; i < callers; i++) {
      all.add(caller);
    }
    Map<Long, Long> allocatedBefore = allocated();
    long start = System.nanoTime();
    long calls = 0;
    for (Future<Long> done : threads.invokeAll(all)) {
      calls += done.get();
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    return new Round(calls / seconds, allocatedSince(allocatedBefore) / 1024.0 / calls);
  }

  /** What each thread that is alive has allocated, by its id; -1 is told of one that isn't. */
  private static Map<Long, Long> allocated() {
    var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    long[] ids = threads.getAllThreadIds();
    long[] bytes = threads.getThreadAllocatedBytes(ids);
    Map<Long, Long> allocated = new HashMap<>();
    for (int i = 0; i < ids.length; i++) {
      if (bytes[i] >= 0) {
        allocated.put(ids[i], bytes[i]);
      }
    }
    return allocated;
  }

  /** A thread that ended meanwhile isn't subtracted: it counts as if it had allocated nothing. */
  private static long allocatedSince(Map<Long, Long> before) {
    long sum = 0;
    for (Map.Entry<Long, Long> thread : allocated().entrySet()) {
      sum += thread.getValue() - before.getOrDefault(thread.getKey(), 0L);
    }
    return sum;
  }
}
