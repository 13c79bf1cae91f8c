package dev.clerksessions.transport;

import dev.clerksessions.error.Attempts;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** An answer as it came from the wire, whole. */
public final class WireResponse {

  private final int status;
  private final Function<String, @Nullable String> headers;
  private final byte[] body;
  private final Attempts tries;

  /**
   * Makes an answer.
   *
   * @param status the HTTP status
   * @param headers finds a header's first value by its name in any case, or null; as the stack has
   *     it, so that headers nobody asks for cost nothing
   * @param body the whole body, empty when there was none; it is handed over, not copied
   */
  public WireResponse(int status, Function<String, @Nullable String> headers, byte[] body) {
    this(status, headers, body, Attempts.ONE);
  }

  private WireResponse(
      int status, Function<String, @Nullable String> headers, byte[] body, Attempts tries) {
    this.status = status;
    this.headers = headers;
    this.body = body;
    this.tries = tries;
  }

  /**
   * The same answer, with a note of how many tries it took.
   *
   * @param tries how many, and how long they took in all
   * @return an answer that shares all else
   */
  public WireResponse withAttempts(Attempts tries) {
    return new WireResponse(status, headers, body, tries);
  }

  /**
   * How many tries the answer took.
   *
   * @return one try and no time when nobody counted
   */
  public Attempts attempts() {
    return tries;
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
   * How long the server asked to wait, in {@code Retry-After}: a number of seconds or a date in any
   * of HTTP's three forms (RFC 9110, 10.2.3 and 5.6.7), which counts from the answer's own {@code
   * Date} where it has one.
   *
   * @param clock tells the time for a date when the answer doesn't
   * @return the time to wait from the answer on, 0 to 2^31 s, or null when it says nothing that can
   *     be read
   */
  public @Nullable Duration retryAfter(Clock clock) {
    return RetryAfter.of(this, clock);
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
