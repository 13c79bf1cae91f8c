package dev.clerksessions.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clerksessions.testkit.FakeClerkServer;
import dev.clerksessions.testkit.InMemorySessions;
import dev.clerksessions.testkit.SessionFixtures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Audits in processes of their own, which are killed, or come in each other's way, and resume. */
class AuditResumeTest {

  private static final int USERS = 600;
  private static final int KILLS = 10;

  /** Of the processes of which two at a time write one file. */
  private static final int KILLS_OF_TWO = Integer.getInteger("audit.kills", 5);

  private static final int ROUNDS_A_KILL = 4;

  /** How an audit ends whose file another process has completed. */
  private static final String COMPLETE = "2 error: --output-file must not exist yet";

  @TempDir private Path folder;

  private final InMemorySessions store = new InMemorySessions();

  @Test
  void audit_killedAtTenRandomMoments_endsAsIfNothingHadBeen() throws Exception {
    Path usersFile = users(USERS);
    Path undisturbed = folder.resolve("undisturbed");
    Path disturbed = folder.resolve("disturbed");
    try (FakeClerkServer server = server(15)) {
      assertThat(start(server, usersFile, undisturbed).waitFor()).isZero();

      long seed = System.nanoTime();
      Random random = new Random(seed);
      int kills = 0;
      while (kills < KILLS
          && killed(start(server, usersFile, disturbed), disturbed, 1 + random.nextInt(20_000))) {
        kills++;
      }
      // On a machine that looks late, one may be complete before all are killed.
      assertThat(kills).as("seed " + seed).isPositive();
      if (kills == KILLS) {
        assertThat(start(server, usersFile, disturbed).waitFor()).isZero();
      }
    }

    assertThat(Files.readAllLines(undisturbed)).hasSize(USERS);
    assertThat(Files.readAllLines(disturbed))
        .containsExactlyInAnyOrderElementsOf(Files.readAllLines(undisturbed));
    assertThat(folder.resolve("disturbed.resume")).doesNotExist();
  }

  /**
   * In each round two processes want the same file: one writes it, the other starts again and again
   * until that one has ended. Some are killed, and new ones take their place.
   */
  @Test
  @Timeout(value = 1, unit = TimeUnit.DAYS) // Each round has its own.
  void audit_byTwoProcessesThatAreKilled_writesEachUserOnce() throws Exception {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    Path usersFile = users(40);
    ExecutorService threads = Executors.newFixedThreadPool(2);
    try (FakeClerkServer server = server(1);
        Contender first = new Contender(server, usersFile);
        Contender second = new Contender(server, usersFile)) {
      Path expected = folder.resolve("expected");
      assertThat(start(server, usersFile, expected).waitFor()).isZero();
      List<String> lines = Files.readAllLines(expected);
      long size = Files.size(expected);
      for (int round = 0; round < KILLS_OF_TWO * ROUNDS_A_KILL; round++) {
        Path file = folder.resolve("round-" + round);
        List<Future<String>> results = new ArrayList<>();
        for (Contender contender : List.of(first, second)) {
          boolean kill = random.nextInt(2 * ROUNDS_A_KILL) == 0;
          // Some before the first byte, some at the end.
          long moment = random.nextLong(size * 5 / 4) - size / 8;
          results.add(threads.submit(() -> contender.audit(file, kill ? moment : null, lines)));
        }
        assertThat(
                List.of(
                    results.get(0).get(10, TimeUnit.MINUTES),
                    results.get(1).get(10, TimeUnit.MINUTES)))
            .as("round %d, seed %d", round, seed)
            .allMatch(result -> result.startsWith("0 ") || result.startsWith(COMPLETE))
            .filteredOn(result -> result.startsWith("0 "))
            .hasSizeLessThan(2);
        assertThat(Files.readAllLines(file))
            .as("round %d, seed %d", round, seed)
            .containsExactlyInAnyOrderElementsOf(lines);
        assertThat(ResumableFileSink.journalOf(file)).doesNotExist();
      }
    } finally {
      threads.shutdownNow();
    }
  }

  /** A full disk, as far as a process without rights can make one. */
  @Test
  void audit_whenTheFileCanGrowNoFurther_isResumed() throws Exception {
    Path usersFile = users(200);
    Path undisturbed = folder.resolve("undisturbed");
    Path disturbed = folder.resolve("disturbed");
    Path errors = folder.resolve("err");
    try (FakeClerkServer server = server(1)) {
      assertThat(start(server, usersFile, undisturbed).waitFor()).isZero();
      ProcessBuilder bounded = command(server, usersFile, disturbed);
      bounded.command().addAll(0, List.of("sh", "-c", "ulimit -f 40 && exec \"$@\"", "sh"));

      assertThat(bounded.start().waitFor()).isEqualTo(1);
      assertThat(errors)
          .content()
          .contains("--output-file can't be written, run the audit again to resume it: ");
      assertThat(start(server, usersFile, disturbed).waitFor()).isZero();
    }

    assertThat(Files.readAllLines(disturbed))
        .containsExactlyInAnyOrderElementsOf(Files.readAllLines(undisturbed));
  }

  /** Makes users, some of them twice, who get a line each time. */
  private Path users(int count) throws IOException {
    SessionFixtures fixtures = SessionFixtures.seeded(1);
    List<String> users = new ArrayList<>();
    IntStream.range(0, count)
        .forEach(
            i -> {
              String user = "user_" + i % (count - count / 12);
              users.add(user);
              store.addAll(fixtures.sessions(i % 4, session -> session.userId(user)));
            });
    return Files.write(folder.resolve("users"), users);
  }

  private FakeClerkServer server(int latencyMillis) {
    return FakeClerkServer.builder(store).latency(Duration.ofMillis(latencyMillis)).start();
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

  private Process start(FakeClerkServer server, Path users, Path output) throws IOException {
    return command(server, users, output).start();
  }

  private ProcessBuilder command(FakeClerkServer server, Path users, Path output) {
    List<String> arguments = new ArrayList<>(AuditProcess.arguments(server, users));
    arguments.add("--output-file=" + output);
    return AuditProcess.java(server, Main.class, arguments)
        .redirectOutput(folder.resolve("out").toFile())
        .redirectError(ProcessBuilder.Redirect.appendTo(folder.resolve("err").toFile()));
  }

  /** One of two that write the same file: a process, and another one when it was killed. */
  private final class Contender implements AutoCloseable {

    private final FakeClerkServer server;
    private final Path users;
    private AuditProcess process;

    Contender(FakeClerkServer server, Path users) throws IOException {
      this.server = server;
      this.users = users;
      process = AuditProcess.start(server, users, folder.resolve("err"));
    }

    /** Returns how the audit ended, of the new process when the first one was killed before. */
    String audit(Path file, @Nullable Long killAtSize, List<String> lines) throws Exception {
      process.audit(file);
      if (killAtSize != null) {
        process.killAt(file, killAtSize);
      }
      String result = process.result();
      if (killAtSize != null) {
        process.close();
        process = AuditProcess.start(server, users, folder.resolve("err"));
      }
      if (result == null) {
        process.audit(file);
        result = process.result();
      }
      assertThat(result).as("a process ended by itself, see err").isNotNull();
      // From now on, whatever the other one does.
      assertThat(Files.readAllLines(file)).containsExactlyInAnyOrderElementsOf(lines);
      return result;
    }

    @Override
    public void close() throws IOException {
      process.close();
    }
  }
}
