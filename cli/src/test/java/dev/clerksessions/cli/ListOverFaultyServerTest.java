package dev.clerksessions.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clerksessions.testkit.contract.SaturatedListener;
import dev.clerksessions.testkit.contract.Stopwatch;
import dev.clerksessions.testkit.server.Loopback;
import dev.clerksessions.testkit.server.ScriptedServer;
import dev.clerksessions.testkit.server.ScriptedServer.Connection;
import dev.clerksessions.testkit.server.ScriptedServer.Script;
import java.io.IOException;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever the server does, the command ends in time, with the status that it promises. */
@Isolated // Others must not take the time that is measured.
class ListOverFaultyServerTest {

  private static final Duration TIMEOUT = Duration.ofMillis(800);
  private static final Duration MORE = Duration.ofMillis(500);

  /** For servers that answer: how soon they do is the machine's, and the answer is what matters. */
  private static final Duration LONG = Duration.ofSeconds(50);

  private static final String OK = "HTTP/1.1 200 OK\r\n";
  private static final String PAGE = "{\"data\":[],\"total_count\":0}";
  private static final Map<String, Script> NO_ANSWERS = noAnswers();
  private static final Map<String, String> ANSWERS = answers();
  private static final Map<String, Integer> STATUSES = statuses();

  private static Map<String, Script> noAnswers() {
    Map<String, Script> scripts = new LinkedHashMap<>();
    scripts.put("silent", Connection::awaitEnd);
    scripts.put("head drips", c -> c.throttle(OK.repeat(100), Duration.ofMillis(40)));
    scripts.put("body stalls", then(OK + "Content-Length: 10\r\n\r\nhalf", Connection::awaitEnd));
    scripts.put(
        "body drips",
        then(
            OK + "Content-Length: 1000\r\n\r\n",
            c -> c.throttle(" ".repeat(1000), Duration.ofMillis(40))));
    scripts.put("reset before the status", Connection::reset);
    scripts.put("closed before the status", Connection::close);
    scripts.put("reset within the head", then("HTTP/1.1 200 OK\r\nConte", Connection::reset));
    scripts.put(
        "reset within the body", then(OK + "Content-Length: 10\r\n\r\nhalf", Connection::reset));
    scripts.put(
        "closed within the body", then(OK + "Content-Length: 10\r\n\r\nhalf", Connection::close));
    scripts.put(
        "closed within a chunk",
        then(OK + "Transfer-Encoding: chunked\r\n\r\n10\r\nhalf", Connection::close));
    scripts.put("no HTTP", then("SSH-2.0-OpenSSH_9.6\r\n\r\n", Connection::awaitEnd));
    scripts.put(
        "no chunk size",
        then(OK + "Transfer-Encoding: chunked\r\n\r\nxyz\r\n", Connection::awaitEnd));
    scripts.put(
        "two lengths",
        then(OK + "Content-Length: 1\r\nContent-Length: 2\r\n\r\nab", Connection::awaitEnd));
    scripts.put(
        "endless head", then(OK, c -> writeOn(c, "X-Filler: " + "f".repeat(9_000) + "\r\n")));
    scripts.put(
        "endless body", then(OK + "Connection: close\r\n\r\n", c -> writeOn(c, " ".repeat(9_000))));
    return scripts;
  }

  private static Map<String, String> answers() {
    Map<String, String> answers = new LinkedHashMap<>();
    answers.put("400", answer("400 Bad Request", "", ""));
    answers.put("401", answer("401 Unauthorized", "", ""));
    answers.put("402", answer("402 Payment Required", "", "{\"errors\":[{\"code\":\"x\"}]}"));
    answers.put("403", answer("403 Forbidden", "", "<html>no</html>"));
    answers.put("404", answer("404 Not Found", "", "404 page not found"));
    answers.put("422", answer("422 Unprocessable", "", "{\"errors\":[]}"));
    answers.put("429, in a while", answer("429 Too Many Requests", "Retry-After: 60\r\n", ""));
    answers.put("429", answer("429 Too Many Requests", "", ""));
    answers.put("302", answer("302 Found", "Location: http://elsewhere.invalid/\r\n", ""));
    answers.put("304", "HTTP/1.1 304 Not Modified\r\n\r\n");
    answers.put("204", "HTTP/1.1 204 No Content\r\n\r\n");
    answers.put("500", answer("500 Internal Server Error", "", ""));
    answers.put("503", answer("503 Unavailable", "", "<html>later</html>"));
    answers.put("empty page", answer("200 OK", "", ""));
    answers.put("HTML page", answer("200 OK", "", "<html>hello</html>"));
    answers.put("half a page", answer("200 OK", "", PAGE.substring(0, 12)));
    answers.put("two pages", answer("200 OK", "", PAGE + PAGE));
    answers.put("no gzip", answer("200 OK", "Content-Encoding: gzip\r\n", PAGE));
    answers.put("page", answer("200 OK", "", PAGE));
    return answers;
  }

  private static Map<String, Integer> statuses() {
    Map<String, Integer> statuses = new LinkedHashMap<>();
    Stream.of("400", "422").forEach(name -> statuses.put(name, 2));
    Stream.of("401", "403").forEach(name -> statuses.put(name, 3));
    Stream.of("429", "429, in a while").forEach(name -> statuses.put(name, 4));
    Stream.of("402", "404", "302", "304", "204", "500", "503")
        .forEach(name -> statuses.put(name, 5));
    NO_ANSWERS.keySet().forEach(name -> statuses.put(name, 6));
    Stream.of("empty page", "HTML page", "half a page", "two pages", "no gzip")
        .forEach(name -> statuses.put(name, 7));
    statuses.put("page", 0);
    return statuses;
  }

  private static Stream<Arguments> servers() {
    return STATUSES.keySet().stream()
        .flatMap(
            server ->
                Arrays.stream(TransportChoice.values())
                    .map(transport -> Arguments.of(transport, server)));
  }

  /** What is loaded for the first time isn't the server's doing. */
  @BeforeAll
  static void warmUp() {
    for (TransportChoice transport : TransportChoice.values()) {
      CliRun.redact().run("list", "--demo", "--transport", transport.value());
    }
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("servers")
  void list_whateverTheServerDoes_endsInTimeWithItsStatus(TransportChoice transport, String name)
      throws IOException {
    Script script = NO_ANSWERS.get(name);
    try (ScriptedServer server =
        script == null ? ScriptedServer.answering(ANSWERS.get(name)) : new ScriptedServer(script)) {
      Duration timeout = script == null ? LONG : TIMEOUT;
      assertEnds(transport, server.uri("").toString(), timeout, STATUSES.get(name));
    }
  }

  @ParameterizedTest
  @EnumSource(TransportChoice.class)
  void list_whenNobodyListens_endsWithStatus6(TransportChoice transport) throws IOException {
    int port;
    try (ServerSocket reserved = new ServerSocket(0, 1, Loopback.address())) {
      port = reserved.getLocalPort();
    }
    assertEnds(transport, "http://" + Loopback.authority(port), TIMEOUT, 6);
  }

  @ParameterizedTest
  @EnumSource(TransportChoice.class)
  void list_whenConnectingHangs_endsWithStatus6(TransportChoice transport) throws IOException {
    try (SaturatedListener listener = new SaturatedListener()) {
      assertEnds(transport, listener.url(), TIMEOUT, 6);
    }
  }

  @ParameterizedTest
  @EnumSource(TransportChoice.class)
  void list_whenHostIsUnknown_endsWithStatus6(TransportChoice transport) throws IOException {
    assertEnds(transport, "https://nowhere.invalid", TIMEOUT, 6);
  }

  /** The server waits for a request, the client for a handshake. */
  @ParameterizedTest
  @EnumSource(TransportChoice.class)
  void list_whenTlsPortIsPlain_endsWithStatus6(TransportChoice transport) throws IOException {
    try (ScriptedServer server = new ScriptedServer(Connection::awaitEnd)) {
      assertEnds(transport, "https://" + server.uri("").getAuthority(), TIMEOUT, 6);
    }
  }

  private static void assertEnds(
      TransportChoice transport, String url, Duration timeout, int status) throws IOException {
    Duration healthy = timeOfAHealthyRun(transport);
    try (Stopwatch watch = Stopwatch.start()) {
      CliRun run = list(transport, url, timeout);

      assertThat(watch.elapsed()).isLessThan(watch.allowing(TIMEOUT.plus(MORE).plus(healthy)));
      assertThat(run.status()).as(run.err()).isEqualTo(status);
      assertThat(run.err()).doesNotContain(CliRun.KEY);
      assertThat(run.err().lines().count()).isEqualTo(status == 0 ? 0 : 1);
    }
  }

  /** What the command takes on this machine at this moment. */
  private static Duration timeOfAHealthyRun(TransportChoice transport) throws IOException {
    try (ScriptedServer server = ScriptedServer.answering(ANSWERS.get("page"));
        Stopwatch watch = Stopwatch.start()) {
      CliRun run = list(transport, server.uri("").toString(), LONG);

      assertThat(run.status()).as(run.err()).isZero();
      return watch.elapsed();
    }
  }

  private static CliRun list(TransportChoice transport, String url, Duration timeout) {
    return CliRun.withKey()
        .run(
            "list",
            "--user-id=user_1",
            "--api-url",
            url,
            "--timeout=" + timeout.toMillis() + "ms",
            "--transport",
            transport.value());
  }

  private static String answer(String status, String headers, String body) {
    return "HTTP/1.1 "
        + status
        + "\r\n"
        + headers
        + "Content-Length: "
        + body.length()
        + "\r\n\r\n"
        + body;
  }

  private static Script then(String text, Script rest) {
    return connection -> {
      connection.write(text);
      rest.answer(connection);
    };
  }

  private static void writeOn(Connection connection, String text) throws IOException {
    for (int i = 0; i < 10_000; i++) {
      connection.write(text);
    }
  }
}
