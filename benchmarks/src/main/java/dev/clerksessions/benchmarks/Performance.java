package dev.clerksessions.benchmarks;

import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Measures all of docs/performance.md: prints the table and draws it. Run it where the project was
 * built, on a machine that does nothing else.
 */
public final class Performance {

  /** How long, and how often. */
  record Plan(int rounds, Duration round, int forks, Duration iteration, int starts, int calls) {

    static final Plan WHOLE =
        new Plan(7, Duration.ofMillis(1_500), 3, Duration.ofSeconds(1), 15, 1_000_000);

    /** For a test that all of it still works. */
    static final Plan BRIEF = new Plan(1, Duration.ofMillis(50), 0, Duration.ofMillis(50), 1, 400);
  }

  private Performance() {}

  /**
   * Measures, prints and draws.
   *
   * @param args where the chart goes; docs/performance.png if not given
   */
  public static void main(String[] args) throws Exception {
    List<Figure> figures = run(Plan.WHOLE, System.out);
    for (String line : ClosureSizes.of(Path.of(""))) {
      System.out.println(line);
    }
    Chart.draw(figures, Path.of(args.length == 0 ? "docs/performance.png" : args[0]));
    PagesBenchmark.main(new String[0]);
    AuditBenchmark.main(new String[0]);
    System.exit(0);
  }

  static List<Figure> run(Plan plan, PrintStream out) throws Exception {
    List<Figure> figures = new ArrayList<>();
    try (StubProcess server = StubProcess.start()) {
      figures.addAll(new CallsBenchmark(server, plan.rounds(), plan.round()).run());
      figures.addAll(DecodeBenchmark.run(plan.forks(), plan.iteration()));
      figures.addAll(new StartBenchmark(server, plan.starts()).run());
      out.println(Figure.HEAD);
      figures.forEach(out::println);
      out.printf(
          Locale.ROOT,
          "%na page of 500: %,d bytes plain, %,d in gzip, a %.1fth%n",
          server.plainBytes,
          server.gzipBytes,
          (double) server.plainBytes / server.gzipBytes);
      new MemoryBenchmark(server, plan.calls()).run().forEach(out::println);
    }
    return figures;
  }
}
