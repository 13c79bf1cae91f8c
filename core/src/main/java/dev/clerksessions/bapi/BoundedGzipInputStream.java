package dev.clerksessions.bapi;

import dev.clerksessions.error.MalformedResponseException;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** A body as it was before gzip, refused when it is broken or longer than it may be. */
final class BoundedGzipInputStream extends FilterInputStream {

  private static final int BUFFER_SIZE = 1 << 12;

  private final int maxBytes;
  private final @Nullable String traceId;
  private long inflated;

  private BoundedGzipInputStream(GZIPInputStream gzip, int maxBytes, @Nullable String traceId) {
    super(gzip);
    this.maxBytes = maxBytes;
    this.traceId = traceId;
  }

  static BoundedGzipInputStream of(byte[] body, int maxBytes, @Nullable String traceId) {
    try {
      GZIPInputStream gzip = new GZIPInputStream(new ByteArrayInputStream(body), BUFFER_SIZE);
      return new BoundedGzipInputStream(gzip, maxBytes, traceId);
    } catch (IOException e) {
      throw unreadable(traceId);
    }
  }

  private static MalformedResponseException unreadable(@Nullable String traceId) {
    return new MalformedResponseException("body", "isn't readable gzip", traceId);
  }

  @Override
  public int read() {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
  }

  @Override
  public int read(byte[] buffer, int offset, int length) {
    int read;
    try {
      read = in.read(buffer, offset, length);
    } catch (IOException e) {
      throw unreadable(traceId);
    }
    inflated += Math.max(0, read);
    if (inflated > maxBytes) {
      throw new MalformedResponseException(
          "body", "is longer than " + maxBytes + " bytes when inflated", traceId);
    }
    return read;
  }
}
