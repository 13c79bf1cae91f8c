package dev.clerksessions.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import org.junit.jupiter.api.Test;

/** Runs each once, briefly, so that they can't rot; both check what they list. */
class BulkBenchmarksTest {

  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
  private final PrintStream out = new PrintStream(printed, true, UTF_8);

  @Test
  void pages_ofFewSessions_areAllListed() throws Exception {
    PagesBenchmark.run(1_200, out);

    assertThat(printed.toString(UTF_8))
        .matches("(?s)1200 sessions: one at a time \\d+ ms.*peak heap added \\d+ KiB\\R");
  }

  @Test
  void audit_ofFewUsers_isComplete() throws Exception {
    AuditBenchmark.run(210, out);

    assertThat(printed.toString(UTF_8)).contains("httpclient: 210 users in", "jdk: 210 users in");
  }
}
