package dev.clerksessions.benchmarks;

import static org.assertj.core.api.Assertions.assertThatCode;

import org.junit.jupiter.api.Test;

/** Runs each once, briefly, so that they can't rot; both check what they list. */
class BulkBenchmarksTest {

  @Test
  void pages_ofFewSessions_areAllListed() {
    assertThatCode(() -> PagesBenchmark.run(1_200)).doesNotThrowAnyException();
  }

  @Test
  void audit_ofFewUsers_isComplete() {
    assertThatCode(() -> AuditBenchmark.run(210)).doesNotThrowAnyException();
  }
}
