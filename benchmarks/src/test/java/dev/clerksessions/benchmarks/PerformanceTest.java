package dev.clerksessions.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * Runs each once, briefly, so that they can't rot; each checks what it lists, none its figures.
 * Alone, since threads of other tests would count and end.
 */
@Isolated
class PerformanceTest {

  @TempDir private Path folder;

  @Test
  void run_briefly_measuresAllAndDrawsIt() throws Exception {
    ByteArrayOutputStream table = new ByteArrayOutputStream();
    List<Figure> figures =
        Performance.run(Performance.Plan.BRIEF, new PrintStream(table, true, UTF_8));
    Path chart = folder.resolve("chart.png");
    Chart.draw(figures, chart);

    assertThat(figures).hasSize(2 * 9 + 3 + (StartBenchmark.hasJarsOnly() ? 4 : 2));
    assertThat(figures)
        .allSatisfy(
            figure -> {
              assertThat(figure.ours()).allMatch(value -> value > 0);
              assertThat(figure.reference()).allMatch(value -> value > 0);
              assertThat(table.toString(UTF_8)).contains(figure.toString());
            });
    assertThat(chart).isNotEmptyFile();
  }

  @Test
  void figure_tellsTheMedianOfItsRoundsAndWhetherItIsReached() {
    Figure figure =
        Figure.atMost("a call", "ms", 1.05, new double[] {11, 20, 30}, new double[] {10, 20, 10});

    assertThat(figure.ratio()).isEqualTo(1.1);
    assertThat(figure)
        .hasToString("| a call | 20 ms | 10 ms | 1.10 (1.00 to 3.00) | at most 1.05 | missed |");
  }
}
