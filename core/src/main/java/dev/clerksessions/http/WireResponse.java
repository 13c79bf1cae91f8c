package dev.clerksessions.http;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** An answer as it came from the wire, whole. */
public final class WireResponse {

  private final int status;
  private final Function<String, @Nullable String> headers;
  private final byte[] body;

  /**
   * Makes an answer.
   *
   * @param status the HTTP status
   * @param headers finds a header's first value by its name in any case, or null; as the stack has
   *     it, so that headers nobody asks for cost nothing
   * @param body the whole body, empty when there was none; it is handed over, not copied
   */
  public WireResponse(int status, Function<String, @Nullable String> headers, byte[] body) {
    this.status = status;
    this.headers = headers;
    this.body = body;
  }

  /**
   * The HTTP status.
   *
   * @return 100 to 999
   */
  public int status() {
    return status;
  }

  /**
   * Finds a header.
   *
   * @param name its name, in upper or lower case
   * @return the first value, or null when the answer has no such header
   */
  public @Nullable String header(String name) {
    return headers.apply(name);
  }

  /**
   * The whole body.
   *
   * @return the bytes themselves, not a copy
   */
  public byte[] body() {
    return body;
  }

  /** Returns the status and the length of the body, and nothing of either text. */
  @Override
  public String toString() {
    return "WireResponse[" + status + ", " + body.length + " bytes]";
  }
}
