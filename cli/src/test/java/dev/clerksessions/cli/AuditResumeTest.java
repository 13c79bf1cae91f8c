package dev.clerksessions.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clerksessions.testkit.FakeClerkServer;
import dev.clerksessions.testkit.InMemorySessions;
import dev.clerksessions.testkit.SessionFixtures;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An audit in a process of its own, which is killed and goes on. */
class AuditResumeTest {

  private static final int USERS = 600;
  private static final int KILLS = 10;

  @TempDir private Path folder;

  @Test
  void audit_killedAtTenRandomMoments_endsAsIfNothingHadBeen() throws Exception {
    InMemorySessions store = new InMemorySessions();
    SessionFixtures fixtures = SessionFixtures.seeded(1);
    List<String> users = new ArrayList<>();
    IntStream.range(0, USERS)
        .forEach(
            i -> {
              // Some twice, who get a line each time.
              String user = "user_" + i % (USERS - 50);
              users.add(user);
              store.addAll(fixtures.sessions(i % 4, session -> session.userId(user)));
            });
    Path usersFile = Files.write(folder.resolve("users"), users);
    Path undisturbed = folder.resolve("undisturbed");
    Path disturbed = folder.resolve("disturbed");
    try (FakeClerkServer server =
        FakeClerkServer.builder(store).latency(Duration.ofMillis(15)).start()) {
      assertThat(start(server, usersFile, undisturbed).waitFor()).isZero();

      long seed = System.nanoTime();
      Random random = new Random(seed);
      for (int i = 0; i < KILLS; i++) {
        Process audit = start(server, usersFile, disturbed);
        assertThat(killed(audit, disturbed, 1 + random.nextInt(20_000)))
            .as("killed before its end, seed " + seed)
            .isTrue();
      }
      assertThat(folder.resolve("disturbed.resume")).exists();
      assertThat(start(server, usersFile, disturbed).waitFor()).isZero();
    }

    assertThat(Files.readAllLines(undisturbed)).hasSize(USERS);
    assertThat(Files.readAllLines(disturbed))
        .containsExactlyInAnyOrderElementsOf(Files.readAllLines(undisturbed));
    assertThat(folder.resolve("disturbed.resume")).doesNotExist();
  }

  /** Lets it write so many bytes more; returns whether it was alive until then. */
  private static boolean killed(Process audit, Path output, int bytes) throws Exception {
    long before = Files.exists(output) ? Files.size(output) : 0;
    while (!audit.waitFor(1, TimeUnit.MILLISECONDS)) {
      if (Files.exists(output) && Files.size(output) > before + bytes) {
        audit.destroyForcibly().waitFor();
        return true;
      }
    }
    return false;
  }

  private Process start(FakeClerkServer server, Path users, Path output) throws Exception {
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            Main.class.getName(),
            "audit",
            "--api-url=" + server.url(),
            "--users-file=" + users,
            "--output-file=" + output,
            "--rate-limit=100000/1s",
            "--concurrency=4");
    builder.environment().put("CLERK_SECRET_KEY", server.secretKey());
    return builder
        .redirectOutput(folder.resolve("out").toFile())
        .redirectError(ProcessBuilder.Redirect.appendTo(folder.resolve("err").toFile()))
        .start();
  }
}
