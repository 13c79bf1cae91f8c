package dev.clerksessions.benchmarks;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import dev.clerksessions.PaginatedResourceResponse;
import dev.clerksessions.Session;
import dev.clerksessions.SessionListParams;
import dev.clerksessions.bapi.BackendApiSessions;
import dev.clerksessions.transport.HttpTransport;
import dev.clerksessions.transport.WireRequest;
import dev.clerksessions.transport.WireResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Decoding a page of 500: ours, a scan of its tokens that builds nothing, and databind. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class DecodeBenchmark {

  private static final JsonFactory FACTORY = new JsonFactory();
  private static final SessionListParams PARAMS =
      SessionListParams.builder().userId(StubServer.USER).limit(StubServer.MOST).build();

  private byte[] page = new byte[0];
  private BackendApiSessions sessions = sessionsOf(page);

  /** Makes the page. */
  @Setup
  public void setUp() throws IOException, InterruptedException {
    page = StubServer.page(StubServer.MOST);
    sessions = sessionsOf(page);
  }

  /** Ours, with all of a call but the HTTP. */
  @Benchmark
  public PaginatedResourceResponse<Session> ours() {
    return sessions.getSessionList(PARAMS);
  }

  /** Reads all tokens. */
  @Benchmark
  public int tokens() throws IOException {
    int tokens = 0;
    try (JsonParser parser = FACTORY.createParser(page)) {
      while (parser.nextToken() != null) {
        tokens++;
      }
    }
    return tokens;
  }

  /** Databind to records. */
  @Benchmark
  public Object databind() throws IOException {
    return BarePage.READER.readValue(page);
  }

  /** Time against the scan's, and what is allocated against 320 KB; forks are the rounds. */
  static List<Figure> run(int forks, Duration iteration) throws RunnerException {
    Collection<RunResult> results =
        new Runner(
                new OptionsBuilder()
                    .include(DecodeBenchmark.class.getName())
                    .forks(forks)
                    .warmupIterations(forks == 0 ? 1 : 4)
                    .warmupTime(TimeValue.milliseconds(iteration.toMillis()))
                    .measurementIterations(forks == 0 ? 1 : 4)
                    .measurementTime(TimeValue.milliseconds(iteration.toMillis()))
                    .addProfiler(GCProfiler.class)
                    .verbosity(VerboseMode.SILENT)
                    .build())
            .run();
    double[] ours = micros(results, "ours");
    List<Figure> figures = new ArrayList<>();
    figures.add(
        Figure.atMost(
            "decoding 500, against a token scan", "µs", 1.45, ours, micros(results, "tokens")));
    figures.add(
        Figure.atMost(
            "decoding 500, against databind", "µs", 1, ours, micros(results, "databind")));
    double[] kib = {allocatedKib(results, "ours")};
    figures.add(
        Figure.atMost(
            "decoding 500, against 320 KB", "KiB", 1, kib, new double[] {320_000 / 1024.0}));
    return figures;
  }

  private static double[] micros(Collection<RunResult> results, String method) {
    return result(results, method).getBenchmarkResults().stream()
        .mapToDouble(fork -> fork.getPrimaryResult().getScore())
        .toArray();
  }

  private static double allocatedKib(Collection<RunResult> results, String method) {
    Result<?> allocated = result(results, method).getSecondaryResults().get("gc.alloc.rate.norm");
    return Objects.requireNonNull(allocated, "what the profiler measured").getScore() / 1024;
  }

  private static RunResult result(Collection<RunResult> results, String method) {
    return results.stream()
        .filter(result -> result.getParams().getBenchmark().endsWith("." + method))
        .findFirst()
        .orElseThrow();
  }

  private static BackendApiSessions sessionsOf(byte[] page) {
    WireResponse answer = new WireResponse(200, name -> null, page);
    return new BackendApiSessions(
        StubProcess.config("http://127.0.0.1"),
        new HttpTransport() {
          @Override
          public String name() {
            return "memory";
          }

          @Override
          public WireResponse send(WireRequest request, Duration timeout) {
            return answer;
          }

          @Override
          public CompletableFuture<WireResponse> sendAsync(WireRequest request, Duration timeout) {
            return CompletableFuture.completedFuture(answer);
          }

          @Override
          public void close() {}
        });
  }
}
