package dev.clerksessions.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class SoakTest {

  @Test
  void run_forSomeSeconds_endsWell() throws Exception {
    assertThat(Soak.run(Duration.ofSeconds(8))).isTrue();
  }
}
