package dev.clerksessions.readme;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clerksessions.testkit.Fault;
import dev.clerksessions.testkit.InMemorySessions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The bulk example of the README, in a process of its own, since it prints. */
class BulkSnippetTest {

  @TempDir private Path folder;

  @Test
  void audit_whenAUserFails_printsTheFailure() throws Exception {
    Path out = folder.resolve("out");
    Path err = folder.resolve("err");
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Audit.class.getName())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .start();
    try {
      assertThat(process.waitFor(50, TimeUnit.SECONDS)).isTrue();
    } finally {
      process.destroyForcibly();
    }

    assertThat(Files.readString(err)).isEmpty();
    assertThat(Files.readAllLines(out))
        .containsExactlyInAnyOrder(
            "user_1: 1",
            "user_2: 0",
            "user_3: dev.clerksessions.error.AuthenticationException: HTTP 401 clerk_key_invalid");
  }

  /** What the process runs. */
  static final class Audit {

    private Audit() {}

    public static void main(String[] args) {
      InMemorySessions sessions = new InMemorySessions();
      sessions.signIn("user_1");
      sessions.failFor("user_3", Fault.status(401));
      Snippets.audit(sessions, List.of("user_1", "user_2", "user_3"));
    }
  }
}
