package dev.clerksessions.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.clerksessions.RateLimit;
import dev.clerksessions.SessionsPort;
import dev.clerksessions.testkit.FakeClerkServer;
import dev.clerksessions.testkit.InMemorySessions;
import dev.clerksessions.testkit.SessionFixtures;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.zip.CRC32;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class AuditCommandTest {

  @TempDir private Path folder;

  private final InMemorySessions store = new InMemorySessions();
  private Path users;
  private Path output;

  @BeforeEach
  void fill() throws IOException {
    SessionFixtures fixtures = SessionFixtures.seeded(1);
    for (String user : List.of("user_a", "user_b")) {
      store.addAll(fixtures.sessions(2, session -> session.userId(user)));
    }
    users = Files.write(folder.resolve("users"), List.of("user_a", "", "  user_b ", "user_c"));
    output = folder.resolve("audit.ndjson");
  }

  @Test
  void audit_writesALineAUserAndASummary() {
    CliRun run = overFake("--users-file=" + users);

    assertThat(run.status()).isZero();
    assertThat(run.out().lines())
        .hasSize(3)
        .anySatisfy(
            line ->
                assertThat(line)
                    .startsWith("{\"userId\":\"user_a\",\"sessions\":[{\"id\":\"sess_")
                    .contains("\"clientId\":")
                    .endsWith("\"tasks\":[]}]}"))
        .contains("{\"userId\":\"user_c\",\"sessions\":[]}");
    assertThat(run.err())
        .matches("3 users listed with 4 sessions, 0 failed, 0 done before, in \\d+\\.\\d s\n");
  }

  @Test
  void audit_whenUsersComeOnStandardInput_readsThem() {
    CliRun run = CliRun.over(store).in("user_a\nuser_b").run("audit", "--users-file=-");

    assertThat(run.out().lines()).hasSize(2);
    assertThat(run.status()).isZero();
  }

  @Test
  void audit_whenStatusIsGiven_listsThose() {
    assertThat(overFake("--users-file=" + users, "--status=pending").out())
        .doesNotContain("\"status\":\"active\"");
  }

  /** An error is a line as well. */
  @Test
  void audit_whenSomeUsersFail_isStatus8() throws IOException {
    Files.write(users, List.of("user_a", "user_b"));
    try (FakeClerkServer server = FakeClerkServer.builder(store).start()) {
      CliRun run =
          CliRun.withKey().run("audit", "--api-url=" + server.url(), "--users-file=" + users);

      assertThat(run.status()).isEqualTo(8);
      assertThat(run.out().lines())
          .hasSize(2)
          .contains(
              "{\"userId\":\"user_a\",\"error\":{\"type\":\"AuthenticationException\","
                  + "\"message\":\"HTTP 401 clerk_key_invalid\"}}");
      assertThat(run.err()).contains("0 users listed with 0 sessions, 2 failed");
    }
  }

  @ParameterizedTest
  @EnumSource(TransportChoice.class)
  void audit_underARateLimit_listsAll(TransportChoice transport) throws IOException {
    Files.write(users, List.of("user_a", "user_b", "user_a", "user_b", "user_c"));
    try (FakeClerkServer server =
        FakeClerkServer.builder(store)
            .secretKey(CliRun.KEY)
            .rateLimit(new RateLimit(2, Duration.ofMillis(300)))
            .start()) {
      CliRun run =
          CliRun.withKey()
              .run(
                  "audit",
                  "--api-url=" + server.url(),
                  "--transport=" + transport.value(),
                  "--rate-limit=2/300ms",
                  "--users-file=" + users);

      assertThat(run.status()).isZero();
      assertThat(run.out().lines()).hasSize(5);
    }
  }

  /** Waiting for a turn isn't waiting for a page. */
  @Test
  void audit_whenTheTimeoutIsShorterThanThePeriod_listsAll() throws IOException {
    Files.write(users, List.of("user_a", "user_b", "user_a", "user_b", "user_c"));
    try (FakeClerkServer server = FakeClerkServer.builder(store).secretKey(CliRun.KEY).start()) {
      CliRun run =
          CliRun.withKey()
              .run(
                  "audit",
                  "--api-url=" + server.url(),
                  "--timeout=2s",
                  "--rate-limit=1/2500ms",
                  "--users-file=" + users);

      assertThat(run.err()).contains("5 users listed");
      assertThat(run.status()).isZero();
    }
  }

  /** What {@code --users-file <(command)} of a shell is. */
  @Test
  void audit_whenTheUsersFileIsAPipe_readsItOnce() throws Exception {
    Path pipe = folder.resolve("pipe");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    CompletableFuture<Void> writing =
        CompletableFuture.runAsync(
            () -> {
              try {
                Files.writeString(pipe, "user_a\nuser_b\n", StandardOpenOption.WRITE);
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });

    CliRun run = CliRun.over(store).errOnTerminal().run("audit", "--users-file=" + pipe);

    assertThat(writing).succeedsWithin(Duration.ofSeconds(20));
    assertThat(run.out().lines()).hasSize(2);
  }

  @Test
  void audit_whenAllIsDone_leavesNoJournalAndOverwritesNothing() throws IOException {
    assertThat(overFake("--users-file=" + users, "--output-file=" + output).status()).isZero();
    assertThat(Files.readAllLines(output)).hasSize(3);
    assertThat(journal()).doesNotExist();

    CliRun again = overFake("--users-file=" + users, "--output-file=" + output);

    assertThat(again.status()).isEqualTo(2);
    assertThat(again.err())
        .startsWith("error: --output-file must not be there yet, or have a journal to go on from");
    assertThat(Files.readAllLines(output)).hasSize(3);
  }

  /** The second line isn't in the journal, the third is cut: both are written again. */
  @Test
  void audit_whenInterruptedBefore_goesOnBehindTheLastEntry() throws IOException {
    Files.writeString(output, "first\nsecond\nthi");
    Files.writeString(journal(), "1 " + checksum("user_b") + " 6\n2 " + checksum("user_c"));

    CliRun run = overFake("--users-file=" + users, "--output-file=" + output);

    assertThat(run.err()).contains("2 users listed with 2 sessions, 0 failed, 1 done before");
    assertThat(Files.readAllLines(output))
        .hasSize(3)
        .startsWith("first")
        .anyMatch(line -> line.contains("user_a"))
        .contains("{\"userId\":\"user_c\",\"sessions\":[]}");
  }

  @Test
  void audit_whenTheUsersFileIsAnother_isRefused() throws IOException {
    Files.writeString(output, "first\n");
    Files.writeString(journal(), "1 " + checksum("user_x") + " 6\n");

    CliRun run = overFake("--users-file=" + users, "--output-file=" + output);

    assertThat(run.status()).isNotZero();
    assertThat(run.err())
        .contains("--users-file must be the one that the audit began with, has another user 2");
  }

  @ParameterizedTest
  @ValueSource(strings = {"what is this\n", "0 1 7\n"})
  void audit_whenTheJournalIsNone_isRefused(String text) throws IOException {
    Files.writeString(output, "first\n");
    Files.writeString(journal(), text);

    CliRun run = overFake("--users-file=" + users, "--output-file=" + output);

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err()).containsAnyOf("the journal must", "must be as long as its journal says");
    assertThat(output).hasContent("first\n");
  }

  @Test
  void audit_whenAnotherWritesTheFile_isRefused() throws IOException {
    Files.writeString(output, "");
    try (FileChannel other =
        FileChannel.open(journal(), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      other.lock();

      CliRun run = overFake("--users-file=" + users, "--output-file=" + output);

      assertThat(run.status()).isEqualTo(2);
      assertThat(run.err()).contains("--output-file must be written by one audit at a time");
    }
  }

  @Test
  void audit_whenTheUsersFileIsMissing_isRefused() {
    CliRun run = overFake("--users-file=" + folder.resolve("none"));

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err()).startsWith("error: --users-file must be there, isn't: ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"100", "0/10s", "100/0s", "x/10s", "100/10s/1"})
  void audit_whenTheRateLimitIsNone_isRefused(String limit) {
    CliRun run = overFake("--users-file=" + users, "--rate-limit=" + limit);

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err()).contains("must be");
  }

  @Test
  void audit_whenConcurrencyIsNone_isRefused() {
    CliRun run = overFake("--users-file=" + users, "--concurrency=0");

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err()).contains("concurrency must be 1 or more, was 0");
  }

  @Test
  void progress_onATerminal_isDrawnOnStandardError() {
    CliRun audit = CliRun.over(store).errOnTerminal().run("audit", "--users-file=" + users);
    assertThat(audit.err()).contains("users 100% [", "3/3");

    CliRun list = CliRun.over(store).errOnTerminal().run("list", "--all", "--user-id=user_a");
    assertThat(list.err()).contains("sessions 100% [", "2/2");
    assertThat(list.out()).endsWith("2 of 2 sessions\n");
  }

  @Test
  void listAll_listsEveryPage() {
    store.addAll(SessionFixtures.seeded(9).sessions(1_200, session -> session.userId("user_many")));

    CliRun run = CliRun.over(store).run("list", "--all", "--user-id=user_many");

    assertThat(run.err()).isEmpty();
    assertThat(run.out()).endsWith("1200 of 1200 sessions\n");
    assertThat(CliRun.over(store).run("list", "--all", "--limit=3", "--user-id=user_a").err())
        .isEqualTo(
            "error: --all lists as many as there are, --limit can't be given with it (see"
                + " clerk-sessions list --help)\n");
  }

  private CliRun overFake(String... args) {
    String[] line = new String[args.length + 1];
    line[0] = "audit";
    System.arraycopy(args, 0, line, 1, args.length);
    SessionsPort port = store;
    return CliRun.over(port).run(line);
  }

  private Path journal() {
    return folder.resolve("audit.ndjson.resume");
  }

  private static String checksum(String userId) {
    CRC32 sum = new CRC32();
    sum.update(userId.getBytes(UTF_8));
    return Long.toHexString(sum.getValue());
  }
}
