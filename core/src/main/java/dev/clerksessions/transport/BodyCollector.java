package dev.clerksessions.transport;

import dev.clerksessions.error.TransportException;
import dev.clerksessions.error.TransportFault;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Collection;

/**
 * Collects a response's body and rejects one that is longer than the request allows. For transports
 * whose HTTP stack delivers the body in parts. Not safe for use by many threads.
 */
public final class BodyCollector {

  private static final int MAX_LENGTH_DIGITS = 18;

  // The declared length may be wrong, so it must not cause a large allocation immediately.
  private static final int MAX_INITIAL_SIZE = 1 << 20;
  private static final int DEFAULT_INITIAL_SIZE = 1 << 13;

  private final int limit;
  private byte[] bytes;
  private int length;

  /**
   * Starts an empty body.
   *
   * @param request the request of the response
   * @param contentLengths the values of the response's {@code Content-Length} headers
   * @param transferCoded whether the response has a {@code Transfer-Encoding}
   * @throws TransportException when the length is ambiguous or invalid, which allows response
   *     smuggling, or exceeds the request's maximum
   */
  public BodyCollector(
      WireRequest request, Collection<String> contentLengths, boolean transferCoded) {
    limit = request.maxResponseBytes();
    long size = DEFAULT_INITIAL_SIZE;
    if (!contentLengths.isEmpty()) {
      String only = contentLengths.iterator().next();
      if (contentLengths.size() > 1 || transferCoded || !isNumber(only)) {
        throw TransportExceptions.of(TransportFault.INVALID_RESPONSE, request, null);
      }
      if (only.length() > MAX_LENGTH_DIGITS || Long.parseLong(only) > limit) {
        throw tooLong();
      }
      size = Long.parseLong(only);
    }
    bytes = new byte[(int) Math.min(Math.min(size, limit), MAX_INITIAL_SIZE)];
  }

  private static boolean isNumber(String value) {
    return !value.isEmpty() && value.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  /**
   * Adds the next part.
   *
   * @param part the bytes received, from its position to its limit; read to its end
   * @throws TransportException when the body is now longer than the request allows
   */
  public void add(ByteBuffer part) {
    int more = part.remaining();
    ensureCapacityFor(more);
    part.get(bytes, length, more);
    length += more;
  }

  /**
   * Adds the remaining bytes of a stream.
   *
   * @param rest the stream; read to its end, not closed
   * @throws IOException when the stream can't be read
   * @throws TransportException when the body is longer than the request allows
   */
  public void addAll(InputStream rest) throws IOException {
    while (true) {
      if (length == bytes.length) {
        // A full array is usually the complete body: grow only if more bytes follow.
        int next = rest.read();
        if (next < 0) {
          return;
        }
        ensureCapacityFor(1);
        bytes[length++] = (byte) next;
      }
      int read = rest.read(bytes, length, bytes.length - length);
      if (read < 0) {
        return;
      }
      length += read;
    }
  }

  /**
   * Returns the bytes added so far.
   *
   * @return its bytes; the collector must not be used afterwards
   */
  public byte[] toByteArray() {
    return length == bytes.length ? bytes : Arrays.copyOf(bytes, length);
  }

  private void ensureCapacityFor(int more) {
    if (more > limit - length) {
      throw tooLong();
    }
    if (more > bytes.length - length) {
      long doubled = Math.max(2L * bytes.length, (long) length + more);
      bytes = Arrays.copyOf(bytes, (int) Math.min(doubled, limit));
    }
  }

  private TransportException tooLong() {
    return new TransportException(
        TransportFault.RESPONSE_TOO_LARGE,
        "response body is longer than " + limit + " bytes",
        null);
  }
}
