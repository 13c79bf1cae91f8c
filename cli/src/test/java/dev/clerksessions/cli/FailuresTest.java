package dev.clerksessions.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clerksessions.testkit.Loopback;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Each failure over each transport, from a real socket to the exit status. */
class FailuresTest {

  private static final String TWO_ERRORS =
      """
      {"errors":[{"code":"first_code","message":"First.","long_message":"The first one."},
                 {"code":"second_code","message":"Second."}],"clerk_trace_id":"trace_1"}
      """;
  private static final String HTML = "<html><body>a proxy's page</body></html>";

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
    try (AnsweringServer server =
        new AnsweringServer(expected.httpStatus(), Map.of(), TWO_ERRORS)) {
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
    try (AnsweringServer server =
        new AnsweringServer(expected.httpStatus(), Map.of("cf-ray", "ray_1"), HTML)) {
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
    try (AnsweringServer server = new AnsweringServer(expected.httpStatus(), Map.of(), "")) {
      CliRun run = list(transport, server.url());

      assertThat(run.err())
          .isEqualTo("error: %s: HTTP %d\n", expected.exception(), expected.httpStatus());
      assertThat(run.status()).isEqualTo(expected.exitStatus());
    }
  }

  @ParameterizedTest
  @EnumSource(TransportChoice.class)
  void list_whenRateLimited_tellsWhenToComeBack(TransportChoice transport) throws IOException {
    try (AnsweringServer server = new AnsweringServer(429, Map.of("Retry-After", "12"), "")) {
      assertThat(list(transport, server.url()).err())
          .isEqualTo("error: RateLimitedException: HTTP 429, retry after 12 s\n");
    }
  }

  @ParameterizedTest
  @EnumSource(TransportChoice.class)
  void list_whenAnswerIsNoPage_isStatus7(TransportChoice transport) throws IOException {
    try (AnsweringServer server = new AnsweringServer(200, Map.of(), HTML)) {
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
    try (AnsweringServer server = new AnsweringServer(422, Map.of(), TWO_ERRORS)) {
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
    try (AnsweringServer server = new AnsweringServer(403, Map.of(), hostile)) {
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
    try (AnsweringServer server = new AnsweringServer(401, Map.of("cf-ray", CliRun.KEY), echo)) {
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
              "--timeout=5s",
              "--verbose");

      assertThat(run.err()).contains("sent no valid HTTP response").doesNotContain(CliRun.KEY);
      assertThat(run.status()).isEqualTo(6);
    }
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
