package dev.clerksessions.bapi;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.clerksessions.ClerkConfig;
import dev.clerksessions.PaginatedResourceResponse;
import dev.clerksessions.RetryPolicy;
import dev.clerksessions.Session;
import dev.clerksessions.SessionListParams;
import dev.clerksessions.error.ClerkApiException;
import dev.clerksessions.error.ClerkException;
import dev.clerksessions.error.MalformedResponseException;
import java.util.Map;
import java.util.Optional;

/** What must hold of any bytes at all as an answer's body. */
final class DecoderTargets {

  // A 503 that is tried again would only take time.
  private static final ClerkConfig CONFIG =
      ClerkConfig.builder().secretKey("sk_test_x").retryPolicy(RetryPolicy.NONE).build();
  private static final SessionListParams PARAMS =
      SessionListParams.builder().userId("user_1").build();

  private DecoderTargets() {}

  /** A page, the same that the reference finds, or a failure that tells where, not what. */
  static Optional<PaginatedResourceResponse<Session>> page(byte[] body) {
    Optional<PaginatedResourceResponse<Session>> page;
    try {
      page = Optional.of(sessions(200, body).getSessionList(PARAMS));
    } catch (MalformedResponseException e) {
      assertThat(e).hasNoCause().message().doesNotContain("byte -1").hasSizeLessThan(200);
      page = Optional.empty();
    }
    if (!hasNameThatJacksonMistakes(body)) {
      assertThat(page)
          .as(() -> new String(body, ISO_8859_1))
          .isEqualTo(ReferenceDecoder.decode(body, PARAMS));
    }
    return page;
  }

  /**
   * Jackson knows the names that it has read before by words of four bytes, and fills up the last
   * one with 0xFF. A name with such a byte, which UTF-8 doesn't have, is refused or taken for the
   * same without it, depending on what the factory has read before: two factories may differ.
   */
  private static boolean hasNameThatJacksonMistakes(byte[] body) {
    for (byte b : body) {
      if (b == (byte) 0xff) {
        return true;
      }
    }
    return false;
  }

  /** The status always gets through. */
  static void refusal(int status, byte[] body) {
    try {
      sessions(status, body).getSessionList(PARAMS);
    } catch (ClerkException e) {
      assertThat(e)
          .isInstanceOfSatisfying(
              ClerkApiException.class, refusal -> assertThat(refusal.status()).isEqualTo(status));
      return;
    }
    throw new AssertionError("a page of status " + status);
  }

  private static BackendApiSessions sessions(int status, byte[] body) {
    return new BackendApiSessions(CONFIG, new ScriptedTransport(status, Map.of(), body));
  }
}
