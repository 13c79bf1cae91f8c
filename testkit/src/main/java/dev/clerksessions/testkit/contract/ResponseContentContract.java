package dev.clerksessions.testkit.contract;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.clerksessions.ClerkConfig;
import dev.clerksessions.PaginatedResourceResponse;
import dev.clerksessions.RetryPolicy;
import dev.clerksessions.Session;
import dev.clerksessions.SessionListParams;
import dev.clerksessions.SessionsPort;
import dev.clerksessions.bapi.BackendApiSessions;
import dev.clerksessions.error.ClerkException;
import dev.clerksessions.error.MalformedResponseException;
import dev.clerksessions.error.TransportException;
import dev.clerksessions.error.TransportFault;
import dev.clerksessions.error.UnexpectedStatusException;
import dev.clerksessions.testkit.server.ScriptedServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Answers that are good HTTP and no good pages, read by the protocol over the transport. */
abstract class ResponseContentContract extends TransportContractSupport {

  private static final int MAX_BODY_BYTES = 100_000;

  private static final String PAGE = "{\"data\":[],\"total_count\":0}";

  private static final SessionListParams PARAMS =
      SessionListParams.builder().userId("user_1").build();

  @ParameterizedTest
  @EnumSource(CallStyle.class)
  final void page_whenGzipped_isInflated(CallStyle style) throws Exception {
    assertEmptyPage(style, ok("Content-Encoding: gzip\r\n", gzip(PAGE.getBytes(UTF_8))));
  }

  @ParameterizedTest
  @EnumSource(CallStyle.class)
  final void page_whenGzipIsTruncated_isMalformed(CallStyle style) throws Exception {
    byte[] whole = gzip(PAGE.getBytes(UTF_8));
    assertMalformed(
        style,
        ok("Content-Encoding: gzip\r\n", Arrays.copyOf(whole, whole.length - 5)),
        "body isn't readable gzip");
  }

  @ParameterizedTest
  @EnumSource(CallStyle.class)
  final void page_whenEncodingWasNotRequested_isMalformed(CallStyle style) throws Exception {
    assertMalformed(
        style,
        ok("Content-Encoding: br\r\n", PAGE.getBytes(UTF_8)),
        "body has a content encoding that wasn't asked for");
  }

  /** Ten megabytes of spaces, which may lead any JSON, in ten kilobytes. */
  @ParameterizedTest
  @EnumSource(CallStyle.class)
  final void page_whenGzipIsABomb_isRefusedAtTheLimit(CallStyle style) throws Exception {
    assertMalformed(
        style,
        ok("Content-Encoding: gzip\r\n", gzip(" ".repeat(10_000_000).getBytes(UTF_8))),
        "body is longer than " + MAX_BODY_BYTES + " bytes when inflated");
  }

  /** A server that never stops sending is stopped at the limit, told a length or not. */
  @ParameterizedTest
  @EnumSource(CallStyle.class)
  final void page_whenBodyIsAboveTheLimit_isRefused(CallStyle style) throws Exception {
    byte[] part = " ".repeat(10_000).getBytes(UTF_8);
    ScriptedServer.Script told =
        connection -> {
          connection.write("HTTP/1.1 200 OK\r\nContent-Length: 9000000000000\r\n\r\n");
          writeUntilRefused(connection, part);
        };
    ScriptedServer.Script untold =
        connection -> {
          connection.write("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n");
          writeUntilRefused(connection, part);
        };
    for (ScriptedServer.Script script : new ScriptedServer.Script[] {told, untold}) {
      try (ScriptedServer server = new ScriptedServer(script)) {
        assertThatExceptionOfType(TransportException.class)
            .isThrownBy(() -> style.list(port(server), PARAMS))
            .satisfies(e -> assertThat(e.fault()).isEqualTo(TransportFault.RESPONSE_TOO_LARGE))
            .withMessage("response body is longer than " + MAX_BODY_BYTES + " bytes");
        assertThat(server.awaitNoConnection(LONG)).as("connection closed").isTrue();
      }
    }
    assertNextPageIsRead(style);
  }

  private static void writeUntilRefused(ScriptedServer.Connection connection, byte[] part)
      throws IOException {
    for (int i = 0; i < 10_000; i++) {
      connection.write(part);
    }
  }

  private static Stream<Arguments> waysAndUnreadablePages() {
    String total = ",\"total_count\":0}";
    return Stream.of(
            Arguments.of("HTML", "<!DOCTYPE html><html>hello</html>", "body isn't readable JSON"),
            Arguments.of("nothing", "", "body is empty"),
            Arguments.of("white space", "  \n ", "body must be an object or an array, was nothing"),
            Arguments.of("half a page", PAGE.substring(0, 10), "isn't readable JSON at byte"),
            Arguments.of(
                "broken UTF-8",
                "{\"data\":[],\"total_count\":0,\"x\":\"\u00c3(\"}",
                "isn't readable JSON"),
            Arguments.of(
                "99,000 arrays",
                "{\"x\":" + "[".repeat(99_000),
                "body is nested deeper than 1000 levels"),
            Arguments.of(
                "a huge number", "{\"data\":[],\"total_count\":1e999}", "total_count must"),
            Arguments.of(
                "a number beyond long",
                "{\"data\":[],\"total_count\":99999999999999999999}",
                "total_count has a number that is out of range"),
            Arguments.of(
                "a number of many digits",
                "{\"data\":[],\"total_count\":1" + "0".repeat(2000) + "}",
                "total_count has a number, a name or a string that is too long"),
            Arguments.of("NaN", "{\"data\":[],\"total_count\":NaN}", "isn't readable JSON"),
            Arguments.of("two documents", PAGE + PAGE, "body goes on behind its JSON value"),
            Arguments.of("an object as data", "{\"data\":{}" + total, "data must be an array"),
            Arguments.of("a null session", "{\"data\":[null]" + total, "data[0] must be an object"),
            Arguments.of("no data", "{\"total_count\":0}", "data is missing"),
            Arguments.of(
                "a negative total",
                "{\"data\":[],\"total_count\":-1}",
                "total_count must be 0 or more"),
            Arguments.of(
                "a total as text",
                "{\"data\":[],\"total_count\":\"0\"}",
                "total_count must be an integer, was a text"))
        .flatMap(
            page ->
                Arrays.stream(CallStyle.values())
                    .map(
                        style -> Arguments.of(style, page.get()[0], page.get()[1], page.get()[2])));
  }

  @ParameterizedTest(name = "{0} {1}")
  @MethodSource("waysAndUnreadablePages")
  final void page_whenUnreadable_isMalformed(
      CallStyle style, String name, String page, String message) throws Exception {
    assertMalformed(style, ok("", page.getBytes(ISO_8859_1)), message);
  }

  /** Fewer sessions than asked for are the last ones; as many leave the total open. */
  @ParameterizedTest
  @EnumSource(CallStyle.class)
  final void page_whenTotalIsMissing_isReadIfItIsTheLast(CallStyle style) throws Exception {
    assertEmptyPage(style, ok("", "{\"data\":[]}".getBytes(UTF_8)));

    String session = session("user_1", "client_1");
    String full = "{\"data\":[" + (session + ",").repeat(9) + session + "]}";
    assertMalformed(style, ok("", full.getBytes(UTF_8)), "total_count is missing");
  }

  private static Stream<Arguments> waysAndForeignSessions() {
    return Arrays.stream(CallStyle.values())
        .flatMap(
            style ->
                Stream.of(
                    Arguments.of(style, session("user_2", "client_1"), "data[1].user_id"),
                    Arguments.of(style, session("user_1", "client_2"), "data[1].client_id")));
  }

  /** A cache in between could serve the page of somebody else. */
  @ParameterizedTest
  @MethodSource("waysAndForeignSessions")
  final void page_whenASessionIsOfAnotherUserOrClient_isMalformed(
      CallStyle style, String foreign, String path) throws Exception {
    SessionListParams params =
        SessionListParams.builder().userId("user_1").clientId("client_1").build();
    String page =
        "{\"data\":[" + session("user_1", "client_1") + "," + foreign + "],\"total_count\":2}";
    byte[] answer = ok("cf-ray: ray_1\r\n", page.getBytes(UTF_8));
    try (ScriptedServer server = new ScriptedServer(connection -> connection.write(answer))) {
      assertThatExceptionOfType(MalformedResponseException.class)
          .isThrownBy(() -> style.list(port(server), params))
          .withMessage(path + " isn't the requested one, trace id ray_1");
    }
    assertNextPageIsRead(style);
  }

  private static String session(String userId, String clientId) {
    return "{\"id\":\"sess_1\",\"client_id\":\""
        + clientId
        + "\",\"user_id\":\""
        + userId
        + "\",\"status\":\"active\",\"last_active_at\":1,\"expire_at\":2,\"abandon_at\":3,"
        + "\"created_at\":4,\"updated_at\":5}";
  }

  @ParameterizedTest
  @EnumSource(CallStyle.class)
  final void page_whenAByteOrderMarkLeads_isRead(CallStyle style) throws Exception {
    assertEmptyPage(style, ok("", ("\ufeff" + PAGE).getBytes(UTF_8)));
  }

  @ParameterizedTest
  @EnumSource(CallStyle.class)
  final void page_whenAStringIsLong_isRead(CallStyle style) throws Exception {
    String page = "{\"data\":[],\"total_count\":0,\"x\":\"" + "x".repeat(90_000) + "\"}";
    assertEmptyPage(style, ok("", page.getBytes(UTF_8)));
  }

  private static Stream<Arguments> waysAndRedirects() {
    return Stream.of(301, 302, 303, 307, 308)
        .flatMap(
            status ->
                Arrays.stream(CallStyle.values())
                    .flatMap(
                        style ->
                            Stream.of("http://elsewhere.invalid/v1/sessions", "/v1/other")
                                .map(location -> Arguments.of(style, status, location))));
  }

  /** A redirect is never followed, so that no other host ever gets the key. */
  @ParameterizedTest
  @MethodSource("waysAndRedirects")
  final void page_whenRedirected_isUnexpectedStatus(CallStyle style, int status, String location)
      throws Exception {
    String answer =
        "HTTP/1.1 " + status + " Moved\r\nLocation: " + location + "\r\nContent-Length: 0\r\n\r\n";
    try (ScriptedServer server = ScriptedServer.answering(answer)) {
      assertThatExceptionOfType(UnexpectedStatusException.class)
          .isThrownBy(() -> style.list(port(server), PARAMS))
          .satisfies(e -> assertThat(e.status()).isEqualTo(status))
          .withMessageContaining(
              location.startsWith("/") ? server.uri("/").getHost() : "elsewhere.invalid");
      assertThat(server.heads()).as("requests").hasSize(1);
    }
  }

  private void assertMalformed(CallStyle style, byte[] answer, String message) throws Exception {
    try (ScriptedServer server = new ScriptedServer(connection -> connection.write(answer))) {
      assertThatExceptionOfType(MalformedResponseException.class)
          .isThrownBy(() -> style.list(port(server), PARAMS))
          .withMessageContaining(message);
    }
    assertNextPageIsRead(style);
  }

  private void assertNextPageIsRead(CallStyle style) throws IOException {
    assertEmptyPage(style, ok("", PAGE.getBytes(UTF_8)));
  }

  private void assertEmptyPage(CallStyle style, byte[] answer) throws IOException {
    try (ScriptedServer server = new ScriptedServer(connection -> connection.write(answer))) {
      assertThat(style.list(port(server), PARAMS))
          .isEqualTo(new PaginatedResourceResponse<Session>(List.of(), 0));
      assertThat(server.heads())
          .singleElement()
          .asString()
          .containsIgnoringCase("accept-encoding: gzip\r\n");
    } catch (ClerkException e) {
      throw new AssertionError("a page isn't read", e);
    }
  }

  private SessionsPort port(ScriptedServer server) {
    ClerkConfig config =
        config()
            .apiUrl(server.uri("").toString())
            .maxBodyBytes(MAX_BODY_BYTES)
            .retryPolicy(RetryPolicy.NONE)
            .build();
    return new BackendApiSessions(config, transport);
  }

  private static byte[] ok(String headers, byte[] body) throws IOException {
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    answer.writeBytes(
        ("HTTP/1.1 200 OK\r\n" + headers + "Content-Length: " + body.length + "\r\n\r\n")
            .getBytes(ISO_8859_1));
    answer.writeBytes(body);
    return answer.toByteArray();
  }

  private static byte[] gzip(byte[] plain) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(plain);
    }
    return bytes.toByteArray();
  }
}
