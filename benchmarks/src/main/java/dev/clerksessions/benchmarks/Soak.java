package dev.clerksessions.benchmarks;

import com.sun.management.UnixOperatingSystemMXBean;
import dev.clerksessions.ClerkConfig;
import dev.clerksessions.PaginatedResourceResponse;
import dev.clerksessions.Session;
import dev.clerksessions.SessionListParams;
import dev.clerksessions.SessionsPort;
import dev.clerksessions.error.ClerkException;
import dev.clerksessions.testkit.contract.Stopwatch;
import dev.clerksessions.transport.httpclient.HttpClientSessions;
import dev.clerksessions.transport.jdk.JdkSessions;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;

/**
 * Calls a server that answers one request in five with a fault, for a while, and tells whether
 * every call ended in time with a right answer or a documented exception, and whether anything was
 * left behind. The server is in the same process, on loopback.
 */
public final class Soak {

  private static final int CALLERS = 64;
  private static final double FAULT_RATE = 0.2;
  private static final Duration TIMEOUT = Duration.ofSeconds(2);
  private static final Duration GRACE = Duration.ofMillis(500);

  private final LongAdder calls = new LongAdder();
  private final LongAdder right = new LongAdder();
  private final LongAdder documented = new LongAdder();
  private final LongAdder wrong = new LongAdder();
  private final LongAdder overTime = new LongAdder();
  private final AtomicReference<String> firstWrong = new AtomicReference<>("");

  /** Tells a late call from a busy machine. */
  private final Stopwatch watch;

  private Soak(Stopwatch watch) {
    this.watch = watch;
  }

  /**
   * Runs for as many seconds as the argument says, both transports side by side, and exits with 1
   * when a call ended wrongly or late, or something was left.
   *
   * @param args the seconds; 60 if not given
   */
  public static void main(String[] args) throws Exception {
    Duration length = Duration.ofSeconds(args.length == 0 ? 60 : Long.parseLong(args[0]));
    System.exit(run(length, System.out) ? 0 : 1);
  }

  /** Returns whether all went well. */
  static boolean run(Duration length, PrintStream out) throws Exception {
    try (Stopwatch watch = Stopwatch.start();
        BadServer server = new BadServer(FAULT_RATE)) {
      Soak soak = new Soak(watch);
      Left warm;
      Left end;
      ClerkConfig config =
          ClerkConfig.builder()
              .secretKey("sk_test_soak")
              .apiUrl(server.url())
              .attemptTimeout(Duration.ofMillis(600))
              .callTimeout(TIMEOUT)
              .build();
      try (JdkSessions jdk = JdkSessions.builder(config).build();
          HttpClientSessions httpClient = HttpClientSessions.builder(config).build()) {
        List<SessionsPort> ports = List.of(jdk, httpClient);
        soak.call(ports, length.dividedBy(4));
        warm = Left.now();
        soak.call(ports, length.minus(length.dividedBy(4)));
        end = Left.now();
      }
      return soak.report(server, warm, end, out);
    }
  }

  private void call(List<SessionsPort> ports, Duration length) throws Exception {
    long end = System.nanoTime() + length.toNanos();
    ExecutorService threads = Executors.newFixedThreadPool(CALLERS);
    try {
      List<Callable<Void>> callers = new ArrayList<>();
      for (int i = 0; i < CALLERS; i++) {
        String user = "user_" + i;
        SessionsPort port = ports.get(i % ports.size());
        boolean blocking = i % 4 < 2;
        callers.add(
            () -> {
              while (System.nanoTime() < end) {
                callOnce(port, user, blocking);
              }
              return null;
            });
      }
      for (Future<Void> caller : threads.invokeAll(callers)) {
        caller.get();
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private void callOnce(SessionsPort port, String user, boolean blocking)
      throws InterruptedException {
    SessionListParams params = SessionListParams.builder().userId(user).build();
    long start = System.nanoTime();
    try {
      PaginatedResourceResponse<Session> page =
          blocking ? port.getSessionList(params) : port.getSessionListAsync(params).get();
      boolean mine = page.data().size() == 1 && page.data().get(0).userId().equals(user);
      count(mine, mine ? right : wrong, "a page of somebody else: " + page);
    } catch (ClerkException e) {
      documented.increment();
    } catch (ExecutionException e) {
      boolean known = e.getCause() instanceof ClerkException;
      count(known, known ? documented : wrong, "an exception that isn't documented: " + e);
    } catch (RuntimeException e) {
      count(false, wrong, "an exception that isn't documented: " + e);
    }
    calls.increment();
    if (System.nanoTime() - start > watch.allowing(TIMEOUT.plus(GRACE)).toNanos()) {
      overTime.increment();
    }
  }

  private void count(boolean good, LongAdder adder, String description) {
    adder.increment();
    if (!good) {
      firstWrong.compareAndSet("", description);
    }
  }

  private boolean report(BadServer server, Left warm, Left end, PrintStream out) {
    out.printf(
        "calls %d, requests faulted %d, right answers %d, documented exceptions %d%n",
        calls.sum(), server.faulted(), right.sum(), documented.sum());
    out.printf(
        "wrong answers %d, over time of %d ms %d%n",
        wrong.sum(), watch.allowing(TIMEOUT.plus(GRACE)).toMillis(), overTime.sum());
    out.printf("after a quarter: %s%nat the end:      %s%n", warm, end);
    if (wrong.sum() > 0) {
      out.println("first wrong: " + firstWrong.get());
    }
    boolean leaks = end.leakedSince(warm);
    out.println(leaks ? "something grew" : "nothing grew");
    return calls.sum() > 0 && wrong.sum() == 0 && overTime.sum() == 0 && !leaks;
  }

  /** What a process holds. */
  private record Left(long heapKib, int threads, long files) {

    private static final long HEAP_NOISE_KIB = 8 * 1024;

    /** A connection or a worker of each caller may or may not be there at that moment. */
    private static final int NOISE = 2 * CALLERS;

    static Left now() {
      // Twice, since the first run may only make garbage findable.
      System.gc();
      System.gc();
      Runtime runtime = Runtime.getRuntime();
      return new Left(
          (runtime.totalMemory() - runtime.freeMemory()) / 1024,
          Thread.activeCount(),
          ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
              ? unix.getOpenFileDescriptorCount()
              : 0);
    }

    /** Pools breathe, by connections and threads in use at that moment; a leak has no bound. */
    boolean leakedSince(Left before) {
      return heapKib > before.heapKib + HEAP_NOISE_KIB
          || threads > before.threads + NOISE
          || files > before.files + NOISE;
    }

    @Override
    public String toString() {
      return "heap " + heapKib + " KiB, threads " + threads + ", open files " + files;
    }
  }
}
