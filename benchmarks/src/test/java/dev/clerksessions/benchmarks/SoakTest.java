package dev.clerksessions.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

/** Alone, since it looks at what the whole process holds, and at the time that calls take. */
@Isolated
class SoakTest {

  @Test
  void run_forSomeSeconds_endsWell() throws Exception {
    assertThat(Soak.run(Duration.ofSeconds(8))).isTrue();
  }
}
