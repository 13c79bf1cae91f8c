package dev.clerksessions.bapi;

import dev.clerksessions.error.MalformedResponseException;
import dev.clerksessions.http.WireResponse;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** Undoes {@code Content-Encoding}, within the same bound as the body's own length. */
final class ContentEncoding {

  /** What requests ask for. */
  static final String ACCEPTED = "gzip";

  private static final int BUFFER_SIZE = 1 << 13;

  private ContentEncoding() {}

  /**
   * Returns the body as it was before it was encoded.
   *
   * @throws MalformedResponseException when it is encoded in another way, broken, or too long
   */
  static byte[] decoded(WireResponse response, int maxBytes, @Nullable String traceId) {
    String encoding = response.header("Content-Encoding");
    byte[] body = response.body();
    if (encoding == null || body.length == 0) {
      return body;
    }
    return switch (encoding.strip().toLowerCase(Locale.ROOT)) {
      case "", "identity" -> body;
      case "gzip", "x-gzip" -> inflated(body, maxBytes, traceId);
      default ->
          throw new MalformedResponseException(
              "body", "has a content encoding that wasn't asked for", traceId);
    };
  }

  private static byte[] inflated(byte[] body, int maxBytes, @Nullable String traceId) {
    ByteArrayOutputStream plain =
        new ByteArrayOutputStream(Math.min(maxBytes, Math.max(BUFFER_SIZE, 4 * body.length)));
    byte[] buffer = new byte[BUFFER_SIZE];
    try (GZIPInputStream gzip = new GZIPInputStream(new ByteArrayInputStream(body), BUFFER_SIZE)) {
      for (int read; (read = gzip.read(buffer)) >= 0; ) {
        if (read > maxBytes - plain.size()) {
          throw new MalformedResponseException(
              "body", "is longer than " + maxBytes + " bytes when inflated", traceId);
        }
        plain.write(buffer, 0, read);
      }
    } catch (IOException e) {
      throw new MalformedResponseException("body", "isn't readable gzip", traceId);
    }
    return plain.toByteArray();
  }
}
