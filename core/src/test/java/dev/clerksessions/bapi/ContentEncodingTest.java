package dev.clerksessions.bapi;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.clerksessions.ClerkConfig;
import dev.clerksessions.PaginatedResourceResponse;
import dev.clerksessions.RetryPolicy;
import dev.clerksessions.Session;
import dev.clerksessions.SessionListParams;
import dev.clerksessions.error.InvalidRequestException;
import dev.clerksessions.error.MalformedResponseException;
import dev.clerksessions.error.ServerException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContentEncodingTest {

  private static final String EMPTY_PAGE = "{\"data\":[],\"total_count\":0}";
  private static final int LIMIT = 100_000;

  private static PaginatedResourceResponse<Session> list(int status, String encoding, byte[] body) {
    ClerkConfig config =
        ClerkConfig.builder()
            .secretKey("sk_test_x")
            .retryPolicy(RetryPolicy.NONE)
            .maxBodyBytes(LIMIT)
            .build();
    ScriptedTransport transport =
        new ScriptedTransport(status, Map.of("Content-Encoding", encoding), body);
    return new BackendApiSessions(config, transport)
        .getSessionList(SessionListParams.builder().userId("user_1").build());
  }

  private static byte[] gzip(byte[] plain) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(plain);
    }
    return bytes.toByteArray();
  }

  @ParameterizedTest
  @ValueSource(strings = {"gzip", "x-gzip", "GZIP", " gzip "})
  void page_whenGzipped_isInflated(String encoding) throws Exception {
    assertThat(list(200, encoding, gzip(EMPTY_PAGE.getBytes(UTF_8))))
        .isEqualTo(new PaginatedResourceResponse<>(List.of(), 0));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "identity"})
  void page_whenNotEncoded_isTakenAsItIs(String encoding) {
    assertThat(list(200, encoding, EMPTY_PAGE.getBytes(UTF_8)).totalCount()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"br", "deflate", "gzip, gzip", "zstd"})
  void page_whenEncodedOtherwise_isMalformed(String encoding) {
    assertThatExceptionOfType(MalformedResponseException.class)
        .isThrownBy(() -> list(200, encoding, EMPTY_PAGE.getBytes(UTF_8)))
        .withMessage("body has a content encoding that wasn't asked for");
  }

  @Test
  void page_whenGzipIsCutAnywhere_isMalformed() throws Exception {
    byte[] whole = gzip(EMPTY_PAGE.getBytes(UTF_8));

    assertThat(IntStream.range(0, whole.length))
        .allSatisfy(
            length ->
                assertThatExceptionOfType(MalformedResponseException.class)
                    .isThrownBy(() -> list(200, "gzip", Arrays.copyOf(whole, length))));
  }

  @Test
  void page_whenGzipIsABomb_isRefusedAtTheLimit() throws Exception {
    byte[] bomb = gzip(" ".repeat(50_000_000).getBytes(UTF_8));
    assertThat(bomb).hasSizeLessThan(LIMIT);

    assertThatExceptionOfType(MalformedResponseException.class)
        .isThrownBy(() -> list(200, "gzip", bomb))
        .withMessage("body is longer than 100000 bytes when inflated");
  }

  @Test
  void error_whenGzipped_isRead() throws Exception {
    byte[] body = gzip("{\"errors\":[{\"code\":\"a\"}]}".getBytes(UTF_8));

    assertThatExceptionOfType(InvalidRequestException.class)
        .isThrownBy(() -> list(422, "gzip", body))
        .withMessage("HTTP 422 a");
  }

  @ParameterizedTest
  @ValueSource(strings = {"gzip", "br"})
  void error_whenItsEncodingCannotBeRead_keepsTheStatus(String encoding) {
    assertThatExceptionOfType(ServerException.class)
        .isThrownBy(() -> list(502, encoding, "<html>".getBytes(UTF_8)))
        .withMessage("HTTP 502");
  }
}
