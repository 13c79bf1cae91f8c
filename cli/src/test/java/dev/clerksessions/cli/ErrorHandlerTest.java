package dev.clerksessions.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clerksessions.PaginatedResourceResponse;
import dev.clerksessions.Session;
import dev.clerksessions.SessionListParams;
import dev.clerksessions.SessionsPort;
import dev.clerksessions.testkit.InMemorySessions;
import dev.clerksessions.testkit.server.Loopback;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each failure over each transport, from a real socket to the exit status. */
class ErrorHandlerTest {

  private static final String TWO_ERRORS =
      """
      {"errors":[{"code":"first_code","message":"First.","long_message":"The first one."},
                 {"code":"second_code","message":"Second."}],"clerk_trace_id":"trace_1"}
      """;
  private static final String HTML = "<html><body>a proxy's page</body></html>";

  @TempDir private Path folder;

  private record Expected(int httpStatus, String exception, int exitStatus) {}

  static Stream<Arguments> refusals() {
    return Stream.of(
            new Expected(400, "InvalidRequestException", 2),
            new Expected(401, "AuthenticationException", 3),
            new Expected(402, "UnexpectedStatusException", 5),
            new Expected(403, "PermissionDeniedException", 3),
            new Expected(404, "NotFoundException", 5),
            new Expected(410, "NotFoundException", 5),
            new Expected(422, "InvalidRequestException", 2),
            new Expected(429, "RateLimitedException", 4),
            new Expected(500, "ServerException", 5),
            new Expected(503, "ServerException", 5))
        .flatMap(
            expected ->
                Stream.of(TransportChoice.values())
                    .map(transport -> Arguments.of(transport, expected)));
  }

  @ParameterizedTest
  @MethodSource("refusals")
  void list_whenApiRefuses_tellsStatusCodesAndTrace(TransportChoice transport, Expected expected)
      throws IOException {
    try (RespondingServer server =
        new RespondingServer(expected.httpStatus(), Map.of(), TWO_ERRORS)) {
      CliRun run = list(transport, server.url());

      assertThat(run.err())
          .isEqualTo(
              "error: %s: HTTP %d first_code, second_code, trace id trace_1\n",
              expected.exception(), expected.httpStatus());
      assertThat(run.out()).isEmpty();
      assertThat(run.status()).isEqualTo(expected.exitStatus());
    }
  }

  @ParameterizedTest
  @MethodSource("refusals")
  void list_whenAProxyRefuses_tellsStatusAndRay(TransportChoice transport, Expected expected)
      throws IOException {
    try (RespondingServer server =
        new RespondingServer(expected.httpStatus(), Map.of("cf-ray", "ray_1"), HTML)) {
      CliRun run = list(transport, server.url());

      assertThat(run.err())
          .isEqualTo(
              "error: %s: HTTP %d, trace id ray_1\n", expected.exception(), expected.httpStatus());
      assertThat(run.status()).isEqualTo(expected.exitStatus());
    }
  }

  @ParameterizedTest
  @MethodSource("refusals")
  void list_whenRefusedWithoutABody_tellsTheStatus(TransportChoice transport, Expected expected)
      throws IOException {
    try (RespondingServer server = new RespondingServer(expected.httpStatus(), Map.of(), "")) {
      CliRun run = list(transport, server.url());

      assertThat(run.err())
          .isEqualTo("error: %s: HTTP %d\n", expected.exception(), expected.httpStatus());
      assertThat(run.status()).isEqualTo(expected.exitStatus());
    }
  }

  @ParameterizedTest
  @EnumSource(TransportChoice.class)
  void list_whenRateLimited_tellsWhenToComeBack(TransportChoice transport) throws IOException {
    try (RespondingServer server = new RespondingServer(429, Map.of("Retry-After", "12"), "")) {
      assertThat(list(transport, server.url()).err())
          .isEqualTo("error: RateLimitedException: HTTP 429, retry after 12 s\n");
    }
  }

  @ParameterizedTest
  @EnumSource(TransportChoice.class)
  void list_whenAnswerIsNoPage_isStatus7(TransportChoice transport) throws IOException {
    try (RespondingServer server = new RespondingServer(200, Map.of(), HTML)) {
      CliRun run = list(transport, server.url());

      assertThat(run.err()).startsWith("error: MalformedResponseException: body").hasLineCount(1);
      assertThat(run.status()).isEqualTo(7);
    }
  }

  @ParameterizedTest
  @EnumSource(TransportChoice.class)
  void list_whenNobodyListens_isStatus6(TransportChoice transport) throws IOException {
    int port;
    try (ServerSocket closed = new ServerSocket(0, 1, Loopback.address())) {
      port = closed.getLocalPort();
    }

    CliRun run = list(transport, "http://" + Loopback.authority(port));

    assertThat(run.err()).startsWith("error: TransportException: ").hasLineCount(1);
    assertThat(run.status()).isEqualTo(6);
  }

  @ParameterizedTest
  @EnumSource(TransportChoice.class)
  void list_whenNoAnswerComesInTime_isStatus6(TransportChoice transport) throws IOException {
    try (ServerSocket silent = new ServerSocket(0, 8, Loopback.address())) {
      CliRun run =
          list(
              transport,
              "http://" + Loopback.authority(silent.getLocalPort()),
              "--timeout",
              "200ms");

      assertThat(run.err())
          .startsWith("error: CallTimeoutException: ")
          .contains("within 200 ms")
          .hasLineCount(1);
      assertThat(run.status()).isEqualTo(6);
    }
  }

  @ParameterizedTest
  @EnumSource(TransportChoice.class)
  void list_whenInterrupted_isStatus6(TransportChoice transport) throws IOException {
    try (ServerSocket silent = new ServerSocket(0, 8, Loopback.address())) {
      Thread.currentThread().interrupt();

      CliRun run = list(transport, "http://" + Loopback.authority(silent.getLocalPort()));

      assertThat(Thread.interrupted()).isTrue();
      assertThat(run.err()).startsWith("error: CallInterruptedException: ").hasLineCount(1);
      assertThat(run.status()).isEqualTo(6);
    }
  }

  @ParameterizedTest
  @EnumSource(TransportChoice.class)
  void list_whenVerbose_addsTheApisWordsAndTheTrace(TransportChoice transport) throws IOException {
    try (RespondingServer server = new RespondingServer(422, Map.of(), TWO_ERRORS)) {
      assertThat(list(transport, server.url(), "--verbose").err())
          .startsWith(
              """
              error: InvalidRequestException: HTTP 422 first_code, second_code, trace id trace_1
              first_code: First.: The first one.
              second_code: Second.
              dev.clerksessions.error.InvalidRequestException: HTTP 422\
              """)
          .contains("\n\tat dev.clerksessions.")
          .doesNotContain(CliRun.KEY);
    }
  }

  @ParameterizedTest
  @EnumSource(TransportChoice.class)
  void list_whenErrorsHaveTerminalSequences_printsNoneOfThem(TransportChoice transport)
      throws IOException {
    String hostile =
        """
        {"errors":[{"code":"\\u001b[31mcode","message":"\\u001b]0;title\\u0007word\\u202e"}],
         "clerk_trace_id":"\\u009b2Jtrace"}
        """;
    try (RespondingServer server = new RespondingServer(403, Map.of(), hostile)) {
      CliRun run = list(transport, server.url(), "--verbose");

      assertThat(run.err())
          .startsWith("error: PermissionDeniedException: HTTP 403")
          .contains("code: word\n")
          .doesNotContainPattern("[\\p{Cc}&&[^\\n\\t]]|\\p{Cf}");
      assertThat(run.status()).isEqualTo(3);
    }
  }

  @ParameterizedTest
  @EnumSource(TransportChoice.class)
  void list_whenErrorsEchoTheKey_masksIt(TransportChoice transport) throws IOException {
    String echo =
        "{\"errors\":[{\"code\":\"" + CliRun.KEY + "\",\"message\":\"" + CliRun.KEY + "\"}]}";
    try (RespondingServer server = new RespondingServer(401, Map.of("cf-ray", CliRun.KEY), echo)) {
      CliRun run = list(transport, server.url(), "--verbose");

      assertThat(run.err()).startsWith("error: AuthenticationException").contains("***");
      assertThat(run.err()).doesNotContain(CliRun.KEY);
    }
  }

  @ParameterizedTest
  @EnumSource(TransportChoice.class)
  void list_whenAStatusLineEchoesTheKey_keepsItOutOfTheTrace(TransportChoice transport)
      throws IOException {
    try (ServerSocket rude = new ServerSocket(0, 8, Loopback.address())) {
      CompletableFuture<Void> unused =
          CompletableFuture.runAsync(() -> answerOnce(rude, CliRun.KEY + "\r\n\r\n"));

      CliRun run =
          list(
              transport,
              "http://" + Loopback.authority(rude.getLocalPort()),
              "--timeout=2m",
              "--verbose");

      assertThat(run.err()).contains("sent no valid HTTP response").doesNotContain(CliRun.KEY);
      assertThat(run.status()).isEqualTo(6);
    }
  }

  /** A defect of a library, such as a class that is missing; no thread may keep the process. */
  @ParameterizedTest
  @ValueSource(strings = {"list --user-id=user_1", "audit --users-file=-"})
  void run_whenAnErrorIsThrown_isStatus1AndOneLine(String line) {
    CliRun run =
        CliRun.withKey()
            .in("user_1\n")
            .overrides(
                binder ->
                    binder
                        .bind(SessionsPort.class)
                        .toProvider(
                            () -> {
                              throw new NoClassDefFoundError("of " + CliRun.KEY);
                            }))
            .run(words(line));

    assertThat(run.err())
        .startsWith("error: ")
        .contains("NoClassDefFoundError", "of ***")
        .doesNotContain(CliRun.KEY);
    assertThat(run.status()).isEqualTo(1);
  }

  @Test
  void list_whenAPortThrowsAnError_isStatus1AndOneLine() {
    CliRun run =
        CliRun.over(
                failing(
                    () -> {
                      throw new StackOverflowError();
                    }))
            .run("list", "--user-id=user_1");

    assertThat(run.err()).isEqualTo("error: StackOverflowError\n");
    assertThat(run.status()).isEqualTo(1);
  }

  @Test
  void list_whenTheExceptionHasNoMessage_namesIt() {
    CliRun run =
        CliRun.over(
                failing(
                    () -> {
                      throw new UnsupportedOperationException();
                    }))
            .run("list", "--user-id=user_1");

    assertThat(run.err()).isEqualTo("error: UnsupportedOperationException\n");
    assertThat(run.status()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({"Broken pipe,141", "The pipe is being closed,141", "No space left on device,1"})
  void run_whenTheOutputCannotBeWritten_isItsStatus(String reason, int status) {
    for (String line :
        List.of(
            "--help",
            "list --help",
            "--version",
            "list --user-id=user_1",
            "audit --users-file=-")) {
      OutputStream full =
          new OutputStream() {
            @Override
            public void write(int b) throws IOException {
              throw new IOException(reason);
            }
          };
      CliRun run = CliRun.over(new InMemorySessions()).in("user_1\n").out(full).run(words(line));

      assertThat(run.status()).as(line).isEqualTo(status);
      assertThat(run.err())
          .as(line)
          .isEqualTo(status == 1 ? "error: IOException: " + reason + "\n" : "");
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void audit_whenInterrupted_isStatus6(boolean intoAFile) {
    String output = intoAFile ? " --output-file=" + folder.resolve("audit") : "";
    Thread.currentThread().interrupt();

    CliRun run =
        CliRun.over(new InMemorySessions())
            .in("user_1\n")
            .run(words("audit --users-file=-" + output));

    assertThat(Thread.interrupted()).isTrue();
    assertThat(run.err()).startsWith("error: ").containsIgnoringCase("interrupted").hasLineCount(1);
    assertThat(run.status()).isEqualTo(6);
  }

  @Test
  void audit_whenAnErrorEchoesTheKey_masksItInTheLine() {
    InMemorySessions store = new InMemorySessions();
    store.failFor("user_1", new IllegalStateException("with " + CliRun.KEY));

    CliRun run = CliRun.over(store).in("user_1\n").run("audit", "--users-file=-");

    assertThat(run.out()).contains("\"message\":\"with ***\"").doesNotContain(CliRun.KEY);
    assertThat(run.status()).isEqualTo(8);
  }

  private static String[] words(String line) {
    return Pattern.compile(" ").split(line);
  }

  private static SessionsPort failing(Runnable failure) {
    return new SessionsPort() {
      @Override
      public PaginatedResourceResponse<Session> getSessionList(SessionListParams params) {
        failure.run();
        throw new IllegalStateException("no failure");
      }

      @Override
      public CompletableFuture<PaginatedResourceResponse<Session>> getSessionListAsync(
          SessionListParams params) {
        throw new IllegalStateException("asynchronous");
      }
    };
  }

  private static void answerOnce(ServerSocket server, String answer) {
    try (Socket socket = server.accept()) {
      int unused = socket.getInputStream().read(new byte[4096]);
      socket.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static CliRun list(TransportChoice transport, String url, String... more) {
    String[] line =
        Stream.concat(
                Stream.of(
                    "list",
                    "--user-id",
                    "user_1",
                    "--transport",
                    transport.value(),
                    "--api-url",
                    url),
                Stream.of(more))
            .toArray(String[]::new);
    return CliRun.withKey().run(line);
  }
}
