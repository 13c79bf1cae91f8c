package dev.clerksessions.bapi;

import com.fasterxml.jackson.core.JsonParser;
import dev.clerksessions.error.MalformedResponseException;
import dev.clerksessions.transport.WireResponse;
import java.io.IOException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Undoes {@code Content-Encoding}, within the same bound as the body's own length. */
final class ContentEncoding {

  /** What requests ask for. */
  static final String ACCEPTED = "gzip";

  private ContentEncoding() {}

  /**
   * Returns a parser of the body as it was before it was encoded.
   *
   * @throws MalformedResponseException when it is encoded in another way, broken, or too long; the
   *     parser may also throw it later on
   */
  static JsonParser parser(WireResponse response, int maxBytes, @Nullable String traceId)
      throws IOException {
    String encoding = response.header("Content-Encoding");
    byte[] body = response.body();
    if (encoding == null || body.length == 0) {
      return Json.FACTORY.createParser(body);
    }
    return switch (encoding.strip().toLowerCase(Locale.ROOT)) {
      case "", "identity" -> Json.FACTORY.createParser(body);
      case "gzip", "x-gzip" -> inflating(BoundedGzipInputStream.of(body, maxBytes, traceId));
      default ->
          throw new MalformedResponseException(
              "body", "has a content encoding that wasn't asked for", traceId);
    };
  }

  /** The parser looks for the charset at once, and would leave the body open when that fails. */
  private static JsonParser inflating(BoundedGzipInputStream body) throws IOException {
    try {
      return Json.FACTORY.createParser(body);
    } catch (IOException | RuntimeException e) {
      body.close();
      throw e;
    }
  }
}
