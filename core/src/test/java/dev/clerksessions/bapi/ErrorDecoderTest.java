package dev.clerksessions.bapi;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.clerksessions.ClerkConfig;
import dev.clerksessions.RetryPolicy;
import dev.clerksessions.SessionListParams;
import dev.clerksessions.error.AuthenticationException;
import dev.clerksessions.error.ClerkApiException;
import dev.clerksessions.error.ClerkError;
import dev.clerksessions.error.InvalidRequestException;
import dev.clerksessions.error.NotFoundException;
import dev.clerksessions.error.PermissionDeniedException;
import dev.clerksessions.error.RateLimitedException;
import dev.clerksessions.error.ServerException;
import dev.clerksessions.error.UnexpectedStatusException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ErrorDecoderTest {

  private static final String KEY = "sk_test_abcdefSECRET";
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-01-01T00:00:00Z"), ZoneOffset.UTC);

  private static final String TWO_ERRORS =
      "{\"errors\":[{\"message\":\"is invalid\",\"long_message\":\"limit is invalid\","
          + "\"code\":\"form_param_value_invalid\",\"meta\":{\"param_name\":\"limit\"}},"
          + "{\"message\":\"is missing\",\"code\":\"form_param_missing\"}],"
          + "\"meta\":{\"a\":1},\"clerk_trace_id\":\"trace_1\"}";

  private static ClerkApiException answer(int status, Map<String, String> headers, String body) {
    ClerkConfig config = ClerkConfig.builder().secretKey(KEY).retryPolicy(RetryPolicy.NONE).build();
    ScriptedTransport transport = new ScriptedTransport(status, headers, body.getBytes(UTF_8));
    return catchThrowableOfType(
        ClerkApiException.class,
        () ->
            new BackendApiSessions(config, transport, CLOCK)
                .getSessionList(SessionListParams.builder().userId("user_1").build()));
  }

  private static ClerkApiException answer(int status, String body) {
    return answer(status, Map.of(), body);
  }

  @Test
  void answer_ofAnyStatusBut200_isTheExceptionOfThatStatus() {
    assertThat(IntStream.rangeClosed(100, 999).filter(status -> status != 200))
        .allSatisfy(
            status ->
                assertThat(answer(status, ""))
                    .isExactlyInstanceOf(expected(status))
                    .hasMessage("HTTP " + status)
                    .returns(status, ClerkApiException::status));
  }

  private static Class<? extends ClerkApiException> expected(int status) {
    return switch (status) {
      case 400, 422 -> InvalidRequestException.class;
      case 401 -> AuthenticationException.class;
      case 403 -> PermissionDeniedException.class;
      case 404, 410 -> NotFoundException.class;
      case 429 -> RateLimitedException.class;
      default ->
          status >= 500 && status <= 599 ? ServerException.class : UnexpectedStatusException.class;
    };
  }

  @Test
  void answer_whenSeveralErrors_hasThemAll() {
    ClerkApiException exception = answer(422, TWO_ERRORS);

    assertThat(exception.errors())
        .containsExactly(
            new ClerkError(
                "form_param_value_invalid",
                "is invalid",
                "limit is invalid",
                Map.of("param_name", "limit")),
            new ClerkError("form_param_missing", "is missing", null, Map.of()));
    assertThat(exception.traceId()).isEqualTo("trace_1");
    assertThat(exception)
        .hasMessage("HTTP 422 form_param_value_invalid, form_param_missing, trace id trace_1");
  }

  @Test
  void answer_whenItIsAnArray_hasItsErrors() {
    assertThat(answer(400, "[{\"code\":\"a\"},{\"code\":\"b\"}]").errors())
        .extracting(ClerkError::code)
        .containsExactly("a", "b");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "<html>502 Bad Gateway</html>",
        "404 page not found",
        "null",
        "5",
        "{}",
        "[]",
        "{\"errors\":[]}",
        "{\"errors\":null}",
        "{\"errors\":\"x\"}",
        "{\"errors\":{\"code\":\"x\"}}",
        "{\"errors\":[null,5,\"x\",[{}]]}",
        "{\"err",
        "\u0000\u0001\u0002"
      })
  void answer_whenNoErrorCanBeRead_keepsTheStatus(String body) {
    ClerkApiException exception = answer(503, body);

    assertThat(exception).isInstanceOf(ServerException.class).hasMessage("HTTP 503");
    assertThat(exception.errors()).isEmpty();
    assertThat(exception.traceId()).isNull();
    assertThat(exception.retryAfter()).isNull();
  }

  @Test
  void answer_whenCutAnywhere_hasEveryCodeThatWasWhole() {
    int endOfFirst = TWO_ERRORS.indexOf("form_param_value_invalid\"") + 25;
    int endOfSecond = TWO_ERRORS.indexOf("form_param_missing\"") + 19;

    assertThat(IntStream.range(0, TWO_ERRORS.length()))
        .allSatisfy(
            length -> {
              ClerkApiException exception = answer(422, TWO_ERRORS.substring(0, length));
              assertThat(exception).isInstanceOf(InvalidRequestException.class);
              assertThat(exception.errors())
                  .extracting(ClerkError::code)
                  .filteredOn(Objects::nonNull)
                  .hasSize((length < endOfFirst ? 0 : 1) + (length < endOfSecond ? 0 : 1));
            });
  }

  @Test
  void answer_whenCutInsideAnError_keepsWhatWasReadOfIt() {
    assertThat(
            answer(422, "{\"errors\":[{\"code\":\"a\",\"message\":\"b\",\"meta\":{\"x\":").errors())
        .containsExactly(new ClerkError("a", "b", null, Map.of()));
  }

  @Test
  void answer_whenANumberIsBeyondAnyDecimal_keepsTheStatusAndWhatWasRead() {
    assertThat(answer(422, "{\"errors\":[{\"code\":\"a\",\"meta\":{\"n\":1e99999999999}}]}"))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessage("HTTP 422 a");
  }

  private static final String NESTED_META =
      "{\"errors\":[{\"code\":\"a\",\"meta\":{\"o\":{\"x\":1},"
          + "\"l\":[9223372036854775808,0.1,null,true]}}]}";

  @Test
  @SuppressWarnings("unchecked")
  void meta_cannotBeChangedAtAnyDepth() {
    Map<String, Object> meta = answer(422, NESTED_META).errors().get(0).meta();
    Map<String, Object> object = (Map<String, Object>) meta.get("o");
    List<Object> list = (List<Object>) meta.get("l");

    assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(meta::clear);
    assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(object::clear);
    assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(list::clear);
  }

  @Test
  void answer_whenSerialized_comesBackWithItsErrors() throws Exception {
    ClerkApiException sent =
        answer(429, Map.of("Retry-After", "3", "cf-ray", "ray_1"), NESTED_META);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(sent);
    }

    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      assertThat(in.readObject())
          .isInstanceOfSatisfying(
              RateLimitedException.class,
              received -> {
                assertThat(received).hasMessage(sent.getMessage());
                assertThat(received.errors()).isEqualTo(sent.errors());
                assertThat(received.retryAfter()).isEqualTo(Duration.ofSeconds(3));
                assertThat(received.traceId()).isEqualTo("ray_1");
              });
    }
  }

  @Test
  void answer_whenMembersHaveOtherTypes_leavesThemOut() {
    assertThat(
            answer(
                    400,
                    "{\"errors\":[{\"code\":5,\"message\":{\"a\":1},\"long_message\":[1],"
                        + "\"meta\":\"x\"}],\"clerk_trace_id\":7}")
                .errors())
        .containsExactly(new ClerkError(null, null, null, Map.of()));
  }

  @Test
  void traceId_whenNotInTheBody_isTheProxys() {
    assertThat(answer(502, Map.of("CF-Ray", "ray_1"), "<html>").traceId()).isEqualTo("ray_1");
    assertThat(answer(422, Map.of("CF-Ray", "ray_1"), TWO_ERRORS).traceId()).isEqualTo("trace_1");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "none",
      value = {
        "0 | none | 0",
        "7 | none | 7",
        "' 7 ' | none | 7",
        "999999999 | none | 999999999",
        "Thu, 01 Jan 2026 00:01:00 GMT | none | 60",
        "Thu, 01 Jan 2026 00:01:00 GMT | Thu, 01 Jan 2026 00:00:50 GMT | 10",
        "Thu, 01 Jan 2026 00:01:00 GMT | not a date | 60",
        "Wed, 31 Dec 2025 23:59:00 GMT | none | 0",
        "-1 | none | none",
        "+5 | none | none",
        "1.5 | none | none",
        "soon | none | none",
        "00000000000000000007 | none | 7",
        "2147483648 | none | 2147483648",
        "2147483649 | none | 2147483648",
        "99999999999 | none | 2147483648",
        "99999999999999999999999999 | none | 2147483648",
        "Fri, 31 Dec 9999 23:59:59 GMT | none | 2147483648",
        "Thursday, 01-Jan-26 00:01:00 GMT | none | 60",
        "Thu Jan  1 00:01:00 2026 | none | 60",
        "Thu Jan 15 00:01:00 2026 | none | 1209660",
        "Thu, 01 Jan 2026 00:01:00 GMT | Thursday, 01-Jan-26 00:00:50 GMT | 10",
        "Thursday, 01-Jan-26 00:01:00 GMT | Thu Jan  1 00:00:50 2026 | 10",
        "' thu, 01 jan 2026 00:01:00 gmt ' | none | 60",
        "Mon, 01 Jan 2026 00:01:00 GMT | none | 60",
        "01 Jan 2026 00:01:00 GMT | none | 60",
        "Thu, 01 Jan 2026 01:01:00 +0100 | none | 60",
        "Wed, 31 Dec 2025 23:59:60 GMT | Wed, 31 Dec 2025 23:59:50 GMT | 10",
        "Saturday, 01-Jan-77 00:00:00 GMT | none | 0",
        "Wednesday, 01-Jan-76 00:00:00 GMT | none | 1577836800",
        "Tue, 30 Feb 2026 00:00:00 GMT | none | none",
        "Thu, 01 Foo 2026 00:00:00 GMT | none | none",
        "Thu, 01 Jan 2026 24:01:00 GMT | none | none",
        "Thu, 01 Jan 2026 00:01:00 | none | none",
        "٧ | none | none",
        "'' | none | none",
        "none | none | none"
      })
  void retryAfter_isWhatTheHeaderSays(String retryAfter, String date, Long seconds) {
    Map<String, String> headers = new HashMap<>();
    if (retryAfter != null) {
      headers.put("Retry-After", retryAfter);
    }
    if (date != null) {
      headers.put("Date", date);
    }

    assertThat(answer(429, headers, "").retryAfter())
        .isEqualTo(seconds == null ? null : Duration.ofSeconds(seconds));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "none",
      value = {
        "301 | https://evil.test/v1/sessions?a=b | evil.test",
        "302 | http://evil.test:8080/ | evil.test",
        "307 | //evil.test/ | evil.test",
        "307 | http://[2001:db8::1]:8080/ | [2001:db8::1]",
        "308 | /elsewhere | api.clerk.com",
        "302 | https://sk_test_abcdefSECRET.evil.test/ | none",
        "302 | https://a b/ | none",
        "302 | none | none",
        "201 | https://evil.test/ | none"
      })
  void redirect_namesTheHostItPointsTo(int status, String location, String host) {
    ClerkApiException exception =
        answer(status, location == null ? Map.of() : Map.of("Location", location), "");

    assertThat(exception)
        .isInstanceOfSatisfying(
            UnexpectedStatusException.class, e -> assertThat(e.locationHost()).isEqualTo(host))
        .hasMessage("HTTP " + status + (host == null ? "" : " to " + host));
  }

  @Test
  void traceId_whenTheBodysIsEmpty_isTheProxys() {
    assertThat(answer(502, Map.of("cf-ray", "ray_1"), "{\"clerk_trace_id\":\"\"}").traceId())
        .isEqualTo("ray_1");
  }

  @Test
  void message_hasNoTextOfTheBody() {
    ClerkApiException exception =
        answer(
            400,
            Map.of("Retry-After", "3"),
            "{\"errors\":[{\"code\":\"bad\\ncode\",\"message\":\"TEXT\"},{\"code\":\""
                + "x".repeat(81)
                + "\"}],\"clerk_trace_id\":\"a b\\u001b[31m\"}");

    assertThat(exception).hasMessage("HTTP 400 ?, ?, retry after 3 s, trace id ?");
    assertThat(exception.errors().get(0)).hasToString("ClerkError[?]");
  }

  @Test
  void answer_whenItEchoesTheKey_carriesItNowhere() {
    String escaped = KEY.replace("s", "\\u0073");
    ClerkApiException exception =
        answer(
            401,
            Map.of("cf-ray", KEY),
            "{\"errors\":[{\"code\":\"a"
                + KEY
                + "\",\"message\":\"Bearer "
                + escaped
                + "\",\"long_message\":\""
                + KEY
                + "\",\"meta\":{\""
                + KEY
                + "\":[{\"x\":\""
                + escaped
                + "\"}]}}]}");

    StringWriter everything = new StringWriter();
    exception.printStackTrace(new PrintWriter(everything));
    ClerkError error = exception.errors().get(0);
    assertThat(
            List.of(
                everything.toString(),
                exception.toString(),
                exception.traceId(),
                error.toString(),
                error.code(),
                error.message(),
                error.longMessage(),
                error.meta().toString()))
        .allSatisfy(text -> assertThat(text).doesNotContain("SECRET"));
    assertThat(error.message()).isEqualTo("Bearer ***");
  }
}
