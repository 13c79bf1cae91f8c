package dev.clerksessions.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.inject.AbstractModule;
import com.google.inject.Module;
import com.google.inject.Provides;
import dev.clerksessions.ClerkConfig;
import dev.clerksessions.SessionsPort;
import dev.clerksessions.ratelimit.RateLimit;
import dev.clerksessions.testkit.FakeClerkServer;
import dev.clerksessions.testkit.InMemorySessions;
import dev.clerksessions.testkit.SessionFixtures;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class AuditCommandTest {

  private static final Duration LONG = Duration.ofMinutes(2);

  private static final OutputStream BROKEN =
      new OutputStream() {
        @Override
        public void write(int b) throws IOException {
          throw new IOException("Broken pipe");
        }
      };

  private static final AuditSettings SETTINGS =
      AuditSettings.of(null, ClerkConfig.builder().secretKey(CliRun.KEY).build());

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

  /** Who changes the line raises the journal's format, lest one file has lines of two formats. */
  @Test
  void audit_writesALineOfTheFormatThatTheJournalHas() {
    store.add(Samples.bare().latestActivity(Samples.berlin()).build());

    CliRun run = CliRun.over(store).in("user_1\n").run("audit", "--users-file=-");

    assertThat(AuditJournal.FORMAT).isEqualTo(2);
    assertThat(run.out())
        .isEqualTo(
            ("{'userId':'user_1','sessions':[{'id':'sess_2abcdefghijklmnopqrstuvwxyz',"
                    + "'clientId':'client_1','userId':'user_1','status':'active',"
                    + "'lastActiveAt':1772366310000,'expireAt':1772884800000,'abandonAt':null,"
                    + "'createdAt':1772280000000,'updatedAt':1772366310000,"
                    + "'lastActiveOrganizationId':null,'latestActivity':{'id':'sess_activity_1',"
                    + "'isMobile':false,'ipAddress':'192.0.2.1','city':'Berlin','country':'DE',"
                    + "'browserVersion':'26.1','browserName':'Safari','deviceType':'Macintosh'},"
                    + "'actor':null,'tasks':[]}]}\n")
                .replace('\'', '"'));
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
                  // Slower than the server asks for: requests may be late by the difference.
                  "--rate-limit=2/1s",
                  "--users-file=" + users);

      assertThat(run.status()).isZero();
      assertThat(run.out().lines()).hasSize(5);
    }
  }

  /** Waiting for a turn isn't waiting for a page. */
  @Test
  void audit_whenTheTimeoutIsGiven_boundsATryOnly() {
    AtomicReference<ClerkConfig> seen = new AtomicReference<>();
    Module seeingConfig =
        new AbstractModule() {
          @Provides
          SessionsPort port(ClerkConfig config) {
            seen.set(config);
            return store;
          }
        };

    CliRun run =
        CliRun.withKey()
            .overrides(seeingConfig)
            .run("audit", "--timeout=2s", "--rate-limit=1/12s", "--users-file=" + users);

    assertThat(run.status()).isZero();
    assertThat(seen.get().attemptTimeout()).isEqualTo(Duration.ofSeconds(2));
    assertThat(seen.get().callTimeout()).isEqualTo(Duration.ofHours(1));
  }

  /** What {@code --users-file <(command)} of a shell is. */
  @Test
  void audit_whenTheUsersFileIsAPipe_readsItOnce() throws Exception {
    Path pipe = pipe();
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

    assertThat(writing).succeedsWithin(LONG);
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
        .startsWith("error: --output-file must not exist yet, or have a journal to resume from");
    assertThat(Files.readAllLines(output)).hasSize(3);
  }

  @Test
  void audit_whenInterruptedBefore_resumesAfterTheLastEntry() throws IOException {
    interruptAfter("user_a", "user_b");
    List<String> before = Files.readAllLines(output);
    Files.writeString(journal(), "2 01234567 99", StandardOpenOption.APPEND);

    CliRun run = overFake("--users-file=" + users, "--output-file=" + output);

    assertThat(run.err()).contains("1 users listed with 0 sessions, 0 failed, 2 done before, in");
    assertThat(run.status()).isZero();
    assertThat(Files.readAllLines(output))
        .hasSize(3)
        .containsAll(before)
        .endsWith("{\"userId\":\"user_c\",\"sessions\":[]}");
  }

  @Test
  void audit_whenADigitOfTheJournalIsWrong_isRefused() throws IOException {
    interruptAfter("user_a", "user_b");
    String lines = Files.readString(output);
    String entries = Files.readString(journal());
    char digit = entries.charAt(entries.length() - 2);
    String wrong =
        entries.substring(0, entries.length() - 2) + (char) (digit == '1' ? '0' : digit - 1) + '\n';
    Files.writeString(journal(), wrong);

    CliRun run = overFake("--users-file=" + users, "--output-file=" + output);

    assertThat(run.err())
        .matches("error: the journal must be as the audit left it, line [34] isn't; [^\n]*\n");
    assertThat(run.status()).isEqualTo(2);
    assertThat(output).hasContent(lines);
    assertThat(journal()).hasContent(wrong);
  }

  @Test
  void audit_whenResumedWithAnotherStatus_isRefused() throws IOException {
    interruptAfter("user_a", "user_b");

    CliRun run = resume(CliRun.over(store), "--status=ACTIVE");

    assertThat(run.err())
        .startsWith(
            "error: --status must be the one that the audit was started with, was any then and is"
                + " active now; give the same, or another --output-file");
  }

  @Test
  void audit_whenResumedWithAnotherApi_isRefused() throws IOException {
    interruptAfter("user_a", "user_b");

    CliRun run = resume(CliRun.over(store), "--api-url=https://api.example.com/v1");

    assertThat(run.err())
        .startsWith(
            "error: --api-url must be the one that the audit was started with, was"
                + " https://api.clerk.com then and is https://api.example.com now");
  }

  @Test
  void audit_whenResumedWithAnotherKey_isRefusedAndNamesNoKey() throws IOException {
    interruptAfter("user_a", "user_b");
    String anotherKey = CliRun.KEY + "2";

    CliRun run = resume(CliRun.over(store).environment("CLERK_SECRET_KEY", anotherKey));

    assertThat(run.err())
        .startsWith("error: the secret key must be the one that the audit was started with")
        .doesNotContain(CliRun.KEY);
    assertThat(journal()).content().doesNotContain(CliRun.KEY).doesNotContain("sk_test");
  }

  /** The same audit in other words. */
  @Test
  void audit_whenResumedWithTheSameSettings_isComplete() throws IOException {
    interruptAfter("user_a", "user_b");

    CliRun run =
        overFake(
            "--users-file=" + users,
            "--output-file=" + output,
            "--api-url=https://API.clerk.com:443/v1/",
            "--transport=jdk");

    assertThat(run.err()).contains("2 done before");
    assertThat(run.status()).isZero();
  }

  @Test
  void audit_whenTheOutputWasChanged_isRefused() throws IOException {
    interruptAfter("user_a", "user_b");
    String changed = Files.readString(output).replace("sess_", "SESS_");
    Files.writeString(output, changed);

    CliRun run = resume(CliRun.over(store));

    assertThat(run.err())
        .startsWith("error: --output-file must be as the audit left it, line 1 isn't; ");
    assertThat(output).hasContent(changed);
  }

  @Test
  void audit_whenTheUsersFileIsAnother_isRefusedBeforeTheFirstRequest() throws IOException {
    interruptAfter("user_a", "user_b");
    Files.write(users, List.of("user_a", "user_x", "user_c"));
    store.clearCalls();

    CliRun run = resume(CliRun.over(store));

    assertThat(run.err())
        .startsWith(
            "error: --users-file must be the one that the audit was started with, has another user"
                + " 2: user_x");
    assertThat(store.calls()).isEmpty();
  }

  @Test
  void audit_whenTheUsersFileHasFewerUsers_isRefused() throws IOException {
    interruptAfter("user_a", "user_b");
    Files.write(users, List.of("user_a"));

    CliRun run = resume(CliRun.over(store));

    assertThat(run.err())
        .startsWith(
            "error: --users-file must be the one that the audit was started with, has 1 users, at"
                + " least 2 then");
  }

  /** The remaining users are those of the first run as well. */
  @ParameterizedTest
  @CsvSource({
    "user_a user_b user_x user_d, has others among the first 4",
    "user_a user_b user_d user_c, has others among the first 4",
    "user_a user_b user_c, 'has 3 users, 4 then'",
    "user_a user_b user_c user_d user_e, 'has more users, 4 then'",
    "user_a user_x user_c user_d, has another user 2: user_x",
  })
  void audit_whenRemainingUsersWereExchanged_isRefusedBeforeTheFirstRequest(
      String others, String difference) throws IOException {
    interruptOf("user_a user_b user_c user_d", true, 2);
    Files.writeString(users, lines(others));
    store.clearCalls();

    CliRun file = resume(CliRun.over(store));
    CliRun input = resume(CliRun.over(store).in(lines(others)), "--users-file=-");

    assertThat(List.of(file.err(), input.err()))
        .allMatch(
            error ->
                error.startsWith(
                    "error: --users-file must be the one that the audit was started with, "
                        + difference));
    assertThat(store.calls()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void audit_whenResumedWithTheSameUsers_isComplete(boolean fromAFile) throws IOException {
    interruptOf("user_a user_b user_c user_b", true, 2);
    Files.writeString(users, "user_a\r\n\r\nuser_b\r\n  user_c\r\nuser_b");

    CliRun run =
        run(
            CliRun.over(store).in(Files.newInputStream(users)),
            "--users-file=" + (fromAFile ? users : "-"),
            "--output-file=" + output);

    assertThat(run.err()).contains("2 users listed with 2 sessions, 0 failed, 2 done before, in");
    assertThat(run.status()).isZero();
    assertThat(output).content().hasLineCount(4);
    assertThat(journal()).doesNotExist();
  }

  /** Of standard input the journal has what was read; what follows that, nobody has seen. */
  @Test
  void audit_whenUsersOfStandardInputWereRead_theyMustBeTheSame() throws IOException {
    interruptOf("user_a user_b user_c", false, 1);
    store.clearCalls();

    CliRun others = resume(CliRun.over(store).in(lines("user_a user_b user_d")), "--users-file=-");
    CliRun fewer = resume(CliRun.over(store).in(lines("user_a user_b")), "--users-file=-");

    assertThat(others.err()).contains(" started with, has others among the first 3 (");
    assertThat(fewer.err()).contains(" started with, has 2 users, at least 3 then (");
    assertThat(store.calls()).isEmpty();

    CliRun more =
        run(
            CliRun.over(store).in(lines("user_a user_b user_c user_d")),
            "--users-file=-",
            "--output-file=" + output);
    assertThat(more.err()).contains("3 users listed").contains(", 1 done before");
    assertThat(more.status()).isZero();
    assertThat(output).content().hasLineCount(4);
  }

  @Test
  void audit_whenUsersChangeAfterTheyWereChecked_isNotComplete() throws IOException {
    try (ResumableFileSink audit = ResumableFileSink.open(output, SETTINGS)) {
      audit.recordUsers(users("user_a user_b", audit).readAll());

      assertThat(users("user_a user_b", audit).readAll().count()).isEqualTo(2);
      for (String others : List.of("user_a", "user_a user_c", "user_a user_b user_c")) {
        UserIdReader changed = users(others, audit);
        assertThatThrownBy(changed::readAll).isInstanceOf(AuditRefusedException.class);
      }
    }
  }

  @Test
  void audit_whenUsersFailedBeforeTheInterruption_isStatus8() throws IOException {
    store.failFor("user_a", new IllegalStateException("no luck"));
    interruptAfter("user_a", "user_b");
    store.clearFaults();

    CliRun run = overFake("--users-file=" + users, "--output-file=" + output);

    assertThat(run.err())
        .contains("1 users listed with 0 sessions, 0 failed, 2 done before of whom 1 failed, in");
    assertThat(run.status()).isEqualTo(8);
  }

  @Test
  void audit_whenTheJournalIsNone_isRefused() throws IOException {
    Files.writeString(output, "first\n");
    Files.writeString(journal(), "what is this\n");

    CliRun run = resume(CliRun.over(store));

    assertThat(run.err()).contains("the journal must be as the audit left it, line 1 isn't");
    assertThat(output).hasContent("first\n");
    assertThat(journal()).hasContent("what is this\n");
  }

  @Test
  void audit_whenAnotherWritesTheFile_isRefused() throws IOException {
    try (ResumableFileSink other =
        ResumableFileSink.open(
            output, new AuditSettings("any", "https://api.clerk.com", "2026-05-12", "00"))) {
      CliRun run = resume(CliRun.over(store));

      assertThat(run.err()).contains("--output-file must be written by one audit at a time");
      assertThat(other.failedBefore()).isZero();
    }
  }

  @Test
  void audit_whenTheOutputIsTheUsersFile_isRefused() throws IOException {
    Files.writeString(users, "");
    CliRun run = overFake("--users-file=" + users, "--output-file=" + users);

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err()).startsWith("error: --users-file must be another file than --output-file");
    assertThat(users).isEmptyFile();
  }

  @Test
  void audit_whenTheOutputIsAFolder_isRefused() {
    CliRun run = overFake("--users-file=" + users, "--output-file=" + folder);

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err()).startsWith("error: --output-file must be a regular file, was ");
  }

  @Test
  void audit_whenTheUsersAreNotUtf8_isRefused() throws IOException {
    byte[] latin1 = "user_\u00e4\n".getBytes(StandardCharsets.ISO_8859_1);
    Files.write(users, latin1);

    CliRun file = overFake("--users-file=" + users);
    CliRun pipe =
        CliRun.over(store).in(new ByteArrayInputStream(latin1)).run("audit", "--users-file=-");

    assertThat(List.of(file, pipe))
        .allSatisfy(
            run -> {
              assertThat(run.err()).startsWith("error: --users-file must be UTF-8");
              assertThat(run.status()).isEqualTo(2);
              assertThat(run.out()).isEmpty();
            });
  }

  @Test
  void audit_whileTheInputIsSilent_writesTheUsersThatAreComplete() throws Exception {
    CountDownLatch written = new CountDownLatch(1);
    OutputStream out =
        new ByteArrayOutputStream() {
          @Override
          public synchronized void write(byte[] bytes, int offset, int length) {
            super.write(bytes, offset, length);
            written.countDown();
          }
        };
    try (SilentInput in = new SilentInput("user_a\n")) {
      CompletableFuture<CliRun> run = start(CliRun.over(store).in(in).out(out), "--users-file=-");

      assertThat(written.await(LONG.toSeconds(), TimeUnit.SECONDS)).isTrue();
      assertThat(run).isNotDone();
      in.finish();
      assertThat(run).succeedsWithin(LONG).extracting(CliRun::status).isEqualTo(0);
    }
    assertThat(out).asString().startsWith("{\"userId\":\"user_a\"").hasLineCount(1);
  }

  @Test
  void audit_whenTheOutputBreaksWhileTheInputIsSilent_ends() throws Exception {
    try (SilentInput in = new SilentInput("user_a\n")) {
      CompletableFuture<CliRun> run =
          start(CliRun.over(store).in(in).out(BROKEN), "--users-file=-");

      assertThat(run).succeedsWithin(LONG).extracting(CliRun::status).isEqualTo(141);
    }
  }

  @Test
  void audit_whenTheOutputBreaksWhileANamedPipeIsSilent_ends() throws Exception {
    Path pipe = pipe();
    CompletableFuture<CliRun> run = start(CliRun.over(store).out(BROKEN), "--users-file=" + pipe);
    try (OutputStream in = Files.newOutputStream(pipe, StandardOpenOption.WRITE)) {
      in.write("user_a\n".getBytes(UTF_8));

      assertThat(run).succeedsWithin(LONG).extracting(CliRun::status).isEqualTo(141);
    }
  }

  /** A terminal has another line to give after each end. */
  @Test
  void audit_whenTheInputHasEnded_readsNoFurther() {
    AtomicInteger ends = new AtomicInteger();
    InputStream in =
        new FilterInputStream(new ByteArrayInputStream("user_a\nuser_b\n".getBytes(UTF_8))) {
          @Override
          public int read(byte[] bytes, int offset, int length) throws IOException {
            int read = super.read(bytes, offset, length);
            if (read < 0) {
              ends.incrementAndGet();
            }
            return read;
          }
        };

    assertThat(CliRun.over(store).in(in).run("audit", "--users-file=-").status()).isZero();

    assertThat(ends).hasValue(1);
  }

  @Test
  void audit_whenTheUsersFileIsMissing_isRefused() {
    CliRun run = overFake("--users-file=" + folder.resolve("none"));

    assertThat(run.status()).isEqualTo(2);
    assertThat(run.err()).startsWith("error: --users-file must be a file that can be read, was ");
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
    return run(CliRun.over(store), args);
  }

  private static CliRun run(CliRun prepared, String... args) {
    return prepared.run(Stream.concat(Stream.of("audit"), Stream.of(args)).toArray(String[]::new));
  }

  /** Resumes what must not be resumed like this. */
  private CliRun resume(CliRun prepared, String... args) throws IOException {
    byte[] lines = Files.exists(output) ? Files.readAllBytes(output) : new byte[0];
    CliRun run =
        run(
            prepared,
            Stream.concat(
                    Stream.of(args).anyMatch(arg -> arg.startsWith("--users-file"))
                        ? Stream.of("--output-file=" + output)
                        : Stream.of("--users-file=" + users, "--output-file=" + output),
                    Stream.of(args))
                .toArray(String[]::new));
    assertThat(run.status()).isEqualTo(2);
    assertThat(output).hasBinaryContent(lines);
    return run;
  }

  private static CompletableFuture<CliRun> start(CliRun prepared, String usersFile) {
    CompletableFuture<CliRun> run = new CompletableFuture<>();
    new Thread(() -> run.complete(prepared.run("audit", usersFile))).start();
    return run;
  }

  private Path pipe() throws Exception {
    Path pipe = folder.resolve("pipe");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    return pipe;
  }

  private static String lines(String userIds) {
    return userIds.replace(' ', '\n') + "\n";
  }

  private static UserIdReader users(String userIds, AuditSink lines) {
    return new UserIdReader(new ByteArrayInputStream(lines(userIds).getBytes(UTF_8)), lines, true);
  }

  /** Leaves what a process leaves that was killed after so many users. */
  private void interruptOf(String userIds, boolean complete, int done) throws IOException {
    try (ResumableFileSink audit = ResumableFileSink.open(output, SETTINGS)) {
      UserList all = users(userIds, audit).readAll();
      audit.recordUsers(new UserList(all.count(), all.checksum(), complete));
      List<String> ids = lines(userIds).lines().toList();
      for (int i = 0; i < done; i++) {
        String userId = ids.get(i);
        byte[] line = ("{\"userId\":\"" + userId + "\",\"sessions\":[]}\n").getBytes(UTF_8);
        audit.write(i, userId, false, line);
      }
    }
  }

  /** Lists users into the output until their input breaks. */
  private void interruptAfter(String... userIds) {
    String text = String.join("\n", userIds) + "\n";
    InputStream in =
        new FilterInputStream(new ByteArrayInputStream(text.getBytes(UTF_8))) {
          @Override
          public int read(byte[] bytes, int offset, int length) throws IOException {
            int read = super.read(bytes, offset, length);
            if (read < 0) {
              throw new IOException("the input is gone");
            }
            return read;
          }
        };

    CliRun run = run(CliRun.over(store).in(in), "--users-file=-", "--output-file=" + output);

    assertThat(run.err()).contains("--users-file can't be read");
    assertThat(run.status()).isEqualTo(1);
    assertThat(output).content().hasLineCount(userIds.length);
  }

  private Path journal() {
    return folder.resolve("audit.ndjson.resume");
  }

  /** Has some bytes, then nothing until it is finished. */
  private static final class SilentInput extends InputStream {

    private final InputStream bytes;
    private final CountDownLatch finished = new CountDownLatch(1);

    SilentInput(String text) {
      bytes = new ByteArrayInputStream(text.getBytes(UTF_8));
    }

    @Override
    public int read() throws IOException {
      int next = bytes.read();
      return next < 0 ? awaitEnd() : next;
    }

    @Override
    public int read(byte[] to, int offset, int length) throws IOException {
      int read = bytes.read(to, offset, length);
      return read < 0 ? awaitEnd() : read;
    }

    private int awaitEnd() throws IOException {
      try {
        finished.await();
        return -1;
      } catch (InterruptedException e) {
        throw new InterruptedIOException();
      }
    }

    void finish() {
      finished.countDown();
    }

    @Override
    public void close() {
      finish();
    }
  }
}
