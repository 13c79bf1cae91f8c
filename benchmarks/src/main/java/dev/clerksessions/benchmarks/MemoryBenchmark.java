package dev.clerksessions.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** What lives on the heap after so many calls: it must not grow with them. */
final class MemoryBenchmark {

  private static final int CALLERS = 8;
  private static final int PARTS = 5;

  private final StubProcess server;
  private final int calls;

  MemoryBenchmark(StubProcess server, int calls) {
    this.server = server;
    this.calls = calls;
  }

  /** Half of the calls over each transport, one after the other. */
  List<String> run() throws Exception {
    List<String> lines = new ArrayList<>();
    try (Lister lister = Lister.httpClient(server.url(false))) {
      lines.add(retained("httpclient", lister));
    }
    try (Lister lister = Lister.jdk(server.url(false))) {
      lines.add(retained("jdk", lister));
    }
    return lines;
  }

  private String retained(String name, Lister lister) throws Exception {
    StringBuilder line = new StringBuilder(name + ", KiB on the heap after each fifth of ");
    line.append(String.format(Locale.ROOT, "%,d calls:", calls / 2));
    ExecutorService threads = Executors.newFixedThreadPool(CALLERS);
    try {
      for (int part = 0; part < PARTS; part++) {
        List<Callable<Void>> callers = new ArrayList<>();
        for (int i = 0; i < CALLERS; i++) {
          callers.add(() -> call(lister, calls / 2 / PARTS / CALLERS));
        }
        for (Future<Void> caller : threads.invokeAll(callers)) {
          caller.get();
        }
        line.append(String.format(Locale.ROOT, " %,d", HeapPeak.live() / 1024));
      }
    } finally {
      threads.shutdown();
    }
    return line.toString();
  }

  private static Void call(Lister lister, int times) throws Exception {
    for (int i = 0; i < times; i++) {
      if (lister.list(10) != 10) {
        throw new IllegalStateException("found too few sessions");
      }
    }
    return null;
  }
}
