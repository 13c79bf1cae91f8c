package dev.clerksessions.transport;

import dev.clerksessions.error.TransportException;
import dev.clerksessions.error.TransportFault;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Collection;

/**
 * Collects an answer's body and refuses what is longer than the request allows: for transports
 * whose stack hands the body over in parts. For one thread at a time.
 */
public final class BodyCollector {

  private static final int LONGEST_LENGTH = 18;

  // A length that the server only claims must not make us take all that memory at once.
  private static final int LARGEST_FIRST_SIZE = 1 << 20;
  private static final int FIRST_SIZE_OF_UNKNOWN = 1 << 13;

  private final int limit;
  private byte[] bytes;
  private int length;

  /**
   * Starts an empty body.
   *
   * @param request the request that is answered
   * @param contentLengths the values of the answer's {@code Content-Length} headers
   * @param transferCoded whether the answer has a {@code Transfer-Encoding}
   * @throws TransportException when the length can be read in two ways or not at all, which hides
   *     one answer in another, or is more than the request allows
   */
  public BodyCollector(
      WireRequest request, Collection<String> contentLengths, boolean transferCoded) {
    limit = request.maxResponseBytes();
    long size = FIRST_SIZE_OF_UNKNOWN;
    if (!contentLengths.isEmpty()) {
      String only = contentLengths.iterator().next();
      if (contentLengths.size() > 1 || transferCoded || !isNumber(only)) {
        throw TransportExceptions.of(TransportFault.INVALID_RESPONSE, request, null);
      }
      if (only.length() > LONGEST_LENGTH || Long.parseLong(only) > limit) {
        throw tooLong();
      }
      size = Long.parseLong(only);
    }
    bytes = new byte[(int) Math.min(Math.min(size, limit), LARGEST_FIRST_SIZE)];
  }

  private static boolean isNumber(String text) {
    return !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  /**
   * Adds the next part.
   *
   * @param part what came, from its position to its limit; read to its end
   * @throws TransportException when the body is now longer than the request allows
   */
  public void add(ByteBuffer part) {
    int more = part.remaining();
    makeRoomFor(more);
    part.get(bytes, length, more);
    length += more;
  }

  /**
   * Adds all that is left of a stream.
   *
   * @param rest what comes; read to its end, not closed
   * @throws IOException when it can't be read
   * @throws TransportException when the body is longer than the request allows
   */
  public void addAll(InputStream rest) throws IOException {
    while (true) {
      if (length == bytes.length) {
        // A full array is most often the whole body: grow only when there is more.
        int next = rest.read();
        if (next < 0) {
          return;
        }
        makeRoomFor(1);
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
   * The body as far as it was added.
   *
   * @return its bytes; the collector must not be used afterwards
   */
  public byte[] toByteArray() {
    return length == bytes.length ? bytes : Arrays.copyOf(bytes, length);
  }

  private void makeRoomFor(int more) {
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
