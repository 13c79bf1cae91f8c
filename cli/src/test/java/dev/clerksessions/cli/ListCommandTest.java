package dev.clerksessions.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.inject.AbstractModule;
import com.google.inject.Module;
import com.google.inject.Provides;
import dev.clerksessions.ClerkConfig;
import dev.clerksessions.PaginatedResourceResponse;
import dev.clerksessions.Session;
import dev.clerksessions.SessionListParams;
import dev.clerksessions.SessionStatus;
import dev.clerksessions.SessionsPort;
import dev.clerksessions.testkit.InMemorySessions;
import dev.clerksessions.testkit.SessionFixtures;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ListCommandTest {

  private final InMemorySessions store = new InMemorySessions();

  @Test
  void list_whenUserHasSessions_printsATable() {
    store.add(Samples.bare().latestActivity(Samples.berlin()).build());

    CliRun run = CliRun.over(store).run("list", "--user-id", "user_1");

    assertThat(run.out())
        .isEqualTo(
            """
            STATUS  LAST ACTIVE  EXPIRES  DEVICE             PLACE       ID
            active  1 min ago    in 6 d   Macintosh, Safari  Berlin, DE  sess_2abcdefghijklmnopqrstuvwxyz
            1 of 1 sessions
            """);
    assertThat(run.err()).isEmpty();
    assertThat(run.status()).isZero();
  }

  @Test
  void list_whenUserHasNone_printsZero() {
    CliRun run = CliRun.over(store).run("list", "--user-id", "user_1");

    assertThat(run.out()).isEqualTo("0 of 0 sessions\n");
    assertThat(run.status()).isZero();
  }

  @Test
  void list_whenClientIsGiven_listsItsSessions() {
    store.add(Samples.bare().build());
    store.add(Samples.bare().id("sess_other").clientId("client_2").build());

    CliRun run = CliRun.over(store).run("list", "--client-id", "client_2");

    assertThat(run.out()).contains("sess_other").endsWith("1 of 1 sessions\n");
  }

  @Test
  void list_whenUserAndClientAreGiven_listsThoseOfBoth() {
    store.add(Samples.bare().build());
    store.add(Samples.bare().id("sess_other").clientId("client_2").build());
    store.add(Samples.bare().id("sess_third").userId("user_2").build());

    CliRun run = CliRun.over(store).run("list", "--client-id", "client_1", "--user-id", "user_1");

    assertThat(run.out()).contains("sess_2abc").endsWith("1 of 1 sessions\n");
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "UNRECOGNIZED")
  void list_whenStatusIsGiven_listsThatStatus(SessionStatus status) {
    Stream.of(SessionStatus.values())
        .filter(any -> any != SessionStatus.UNRECOGNIZED)
        .forEach(any -> store.add(Samples.bare().id("sess_" + any).status(any).build()));

    CliRun run = CliRun.over(store).run("list", "--user-id", "user_1", "--status", status.value());

    assertThat(run.out()).contains("sess_" + status).endsWith("1 of 1 sessions\n");
  }

  @ParameterizedTest
  @CsvSource({"--status,AcTiVe", "--output,JSON", "--transport,Jdk"})
  void list_whenAWordIsInAnotherCase_takesIt(String option, String word) {
    assertThat(CliRun.over(store).run("list", "--user-id", "user_1", option, word).status())
        .isZero();
  }

  @Test
  void list_whenNoLimit_listsTen() {
    store.addAll(SessionFixtures.seeded(1).sessions(25, session -> session.userId("user_1")));

    assertThat(CliRun.over(store).run("list", "--user-id", "user_1").out())
        .endsWith("\n10 of 25 sessions\n");
  }

  @Test
  void list_whenLimitAndOffset_listsThatPage() {
    store.addAll(SessionFixtures.seeded(1).sessions(25, session -> session.userId("user_1")));
    SessionListParams params =
        SessionListParams.builder().userId("user_1").limit(4).offset(23).build();

    CliRun run = CliRun.over(store).run("list", "--user-id=user_1", "--limit=4", "--offset=23");

    assertThat(store.getSessionList(params).data())
        .hasSize(2)
        .allSatisfy(session -> assertThat(run.out()).contains(session.id()));
    assertThat(run.out()).endsWith("\n2 of 25 sessions\n");
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 500, 1_201, Long.MAX_VALUE})
  void listAll_whenTheTotalIsWrong_listsAll(long total) {
    store.addAll(SessionFixtures.seeded(1).sessions(1_200, session -> session.userId("user_1")));

    CliRun run =
        CliRun.over(new WrongTotal(store, total))
            .run("list", "--all", "--output=csv", "--user-id=user_1");

    assertThat(run.err()).isEmpty();
    assertThat(run.out()).contains(store.all().stream().map(Session::id).toList());
    assertThat(run.status()).isZero();
  }

  /** Its pages are right, its total isn't. */
  private record WrongTotal(SessionsPort port, long total) implements SessionsPort {

    @Override
    public PaginatedResourceResponse<Session> getSessionList(SessionListParams params) {
      return new PaginatedResourceResponse<>(port.getSessionList(params).data(), total);
    }

    @Override
    public CompletableFuture<PaginatedResourceResponse<Session>> getSessionListAsync(
        SessionListParams params) {
      return CompletableFuture.completedFuture(getSessionList(params));
    }
  }

  @Test
  void list_whenOutputIsJson_printsADocument() {
    store.add(Samples.bare().build());

    assertThat(CliRun.over(store).run("list", "--user-id=user_1", "--output=json").out())
        .startsWith("{\n  \"data\": [")
        .endsWith("\"totalCount\": 1\n}\n");
  }

  @Test
  void list_whenOutputIsCsv_printsRecords() {
    store.add(Samples.bare().build());

    assertThat(CliRun.over(store).run("list", "--user-id=user_1", "--output=csv").out())
        .startsWith("id,clientId,")
        .contains("\r\nsess_2abcdefghijklmnopqrstuvwxyz,client_1,");
  }

  @Test
  void list_whenOnATerminal_coloursTheTable() {
    store.add(Samples.bare().build());

    assertThat(
            CliRun.over(store)
                .onTerminal()
                .environment("NO_COLOR", "")
                .run("list", "--user-id=user_1")
                .out())
        .contains("\u001b[32mactive");
  }

  @ParameterizedTest
  @CsvSource({"NO_COLOR,1", "TERM,dumb"})
  void list_whenEnvironmentWantsNoColour_doesNotColour(String name, String value) {
    store.add(Samples.bare().build());

    assertThat(
            CliRun.over(store)
                .onTerminal()
                .environment(name, value)
                .run("list", "--user-id=user_1")
                .out())
        .contains("active")
        .doesNotContain("\u001b");
  }

  @ParameterizedTest
  @CsvSource({"2m,PT5S,PT2M", "500ms,PT0.5S,PT0.5S"})
  void list_whenTimeoutIsGiven_boundsConnectingTryAndCall(
      String timeout, Duration connect, Duration whole) {
    AtomicReference<ClerkConfig> config = new AtomicReference<>();
    Module seeingConfig =
        new AbstractModule() {
          @Provides
          SessionsPort port(ClerkConfig bound) {
            config.set(bound);
            return store;
          }
        };

    CliRun.withKey().overrides(seeingConfig).run("list", "--user-id=u", "--timeout", timeout);

    assertThat(config.get())
        .extracting(
            ClerkConfig::connectTimeout, ClerkConfig::attemptTimeout, ClerkConfig::callTimeout)
        .containsExactly(connect, whole, whole);
  }

  static Stream<Arguments> refusals() {
    return Stream.of(
        refused("clientId or userId must be set"),
        refused("userId must not be blank", "--user-id", " "),
        refused("clientId must not be blank", "--client-id", ""),
        refused("limit must be 1 to 500, was 0", "--user-id=u", "--limit=0"),
        refused("limit must be 1 to 500, was 501", "--user-id=u", "--limit=501"),
        refused("'ten' is not an int", "--user-id=u", "--limit=ten"),
        refused("offset must be 0 or more, was -1", "--user-id=u", "--offset=-1"),
        refused("'x' is not a long", "--user-id=u", "--offset=x"),
        refused(
            "must be one of abandoned, active, pending, ended, expired,"
                + " removed, replaced, revoked, was 'gone'",
            "--user-id=u",
            "--status=gone"),
        refused("must be one of table, json, csv, was 'xml'", "--user-id=u", "--output=xml"),
        refused("must be one of httpclient, jdk, was 'ok'", "--user-id=u", "--transport=ok"),
        refused("must be a time of 1ms to 1440m", "--user-id=u", "--timeout=0s"),
        refused("such as 500ms, 30s or 2m, was '30'", "--user-id=u", "--timeout=30"),
        refused("was '1441m'", "--user-id=u", "--timeout=1441m"),
        refused("was '-1s'", "--user-id=u", "--timeout=-1s"),
        refused("apiUrl must", "--user-id=u", "--api-url=http://api.example.com"),
        refused("apiUrl must", "--user-id=u", "--api-url="),
        refused("--demo starts its own API", "--demo", "--api-url=http://127.0.0.1"),
        refused("Unknown option: '--secret-key'", "--user-id=u", "--secret-key"),
        refused("Unmatched argument", "user_1"));
  }

  private static Arguments refused(String reason, String... args) {
    return Arguments.of(
        reason, Stream.concat(Stream.of("list"), Stream.of(args)).toArray(String[]::new));
  }

  @ParameterizedTest
  @MethodSource("refusals")
  void list_whenAnArgumentIsBad_refusesItOnOneLine(String reason, String[] line) {
    CliRun run = CliRun.over(store).run(line);

    assertThat(run.err())
        .startsWith("error: ")
        .contains(reason)
        .endsWith("(see clerk-sessions list --help)\n")
        .hasLineCount(1);
    assertThat(run.out()).isEmpty();
    assertThat(run.status()).isEqualTo(2);
  }

  @Test
  void list_whenKeyIsMissing_namesTheVariable() {
    CliRun run = CliRun.redact().run("list", "--user-id", "user_1");

    assertThat(run.err()).startsWith("error: CLERK_SECRET_KEY must be set").hasLineCount(1);
    assertThat(run.status()).isEqualTo(2);
  }

  @Test
  void list_whenKeyIsBad_doesNotTellIt() {
    CliRun run =
        CliRun.redact()
            .environment("CLERK_SECRET_KEY", "sk_test_ümlaut")
            .run("list", "--user-id", "user_1", "--verbose");

    assertThat(run.err()).startsWith("error: secretKey must be").doesNotContain("mlaut");
    assertThat(run.status()).isEqualTo(2);
  }

  @Test
  void list_whenReaderHasGone_endsQuietly() {
    CliRun run = CliRun.over(store).out(failing("Broken pipe")).run("list", "--user-id=user_1");

    assertThat(run.err()).isEmpty();
    assertThat(run.status()).isEqualTo(141);
  }

  @ParameterizedTest
  @EnumSource(OutputFormat.class)
  void list_whenOutputCannotBeWritten_saysSo(OutputFormat format) {
    CliRun run =
        CliRun.over(store)
            .out(failing("No space left on device"))
            .run("list", "--user-id=user_1", "--output", format.value());

    assertThat(run.err()).isEqualTo("error: IOException: No space left on device\n");
    assertThat(run.status()).isEqualTo(1);
  }

  @Test
  void help_tellsOptionsAndExitStatuses() {
    CliRun run = CliRun.redact().run("list", "--help");

    assertThat(run.out())
        .contains("--user-id", "--client-id", "--status", "--limit", "--offset", "--output")
        .contains("--transport", "--api-url", "--timeout", "--demo", "--verbose", "Exit status:");
    assertThat(run.status()).isZero();
  }

  @Test
  void version_isTheBuilds() {
    CliRun run = CliRun.redact().run("--version");

    assertThat(run.out())
        .isEqualTo("clerk-sessions " + System.getProperty("clerksessions.version") + "\n");
    assertThat(run.status()).isZero();
  }

  @Test
  void command_whenMissing_isRefused() {
    CliRun run = CliRun.redact().run();

    assertThat(run.err())
        .isEqualTo(
            "error: a command is needed: list, audit or serve (see clerk-sessions --help)\n");
    assertThat(run.status()).isEqualTo(2);
  }

  private static OutputStream failing(String message) {
    return new OutputStream() {
      @Override
      public void write(int b) throws IOException {
        throw new IOException(message);
      }
    };
  }
}
