package dev.clerksessions.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** Alone, since it looks at what the whole process holds, and at the time that calls take. */
@Isolated
class SoakTest {

  @Test
  void run_forSomeSeconds_endsWell() throws Exception {
    ByteArrayOutputStream tally = new ByteArrayOutputStream();

    boolean well = Soak.run(Duration.ofSeconds(8), new PrintStream(tally, true, UTF_8));

    assertThat(well).as(tally.toString(UTF_8)).isTrue();
    assertThat(tally.toString(UTF_8)).contains("wrong answers 0", "nothing grew");
  }
}
