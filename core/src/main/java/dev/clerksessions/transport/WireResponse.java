package dev.clerksessions.transport;

import dev.clerksessions.error.Attempts;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A complete response as received from the server. */
public final class WireResponse {

  private final int status;
  private final Function<String, @Nullable String> headers;
  private final byte[] body;
  private final Attempts attempts;

  /**
   * Creates a response.
   *
   * @param status the HTTP status
   * @param headers returns the first value of the header with a name, in any case, or null; a
   *     function, so that only the headers that are read are looked up
   * @param body the complete body, empty when there is none; not copied
   */
  public WireResponse(int status, Function<String, @Nullable String> headers, byte[] body) {
    this(status, headers, body, Attempts.ONE);
  }

  private WireResponse(
      int status, Function<String, @Nullable String> headers, byte[] body, Attempts attempts) {
    this.status = status;
    this.headers = headers;
    this.body = body;
    this.attempts = attempts;
  }

  /**
   * Returns a copy with the number of attempts that the response took.
   *
   * @param attempts the number of attempts and their total duration
   * @return a response that is otherwise the same
   */
  public WireResponse withAttempts(Attempts attempts) {
    return new WireResponse(status, headers, body, attempts);
  }

  /**
   * The number of attempts that the response took.
   *
   * @return the attempts; one attempt and no duration by default
   */
  public Attempts attempts() {
    return attempts;
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
   * @param name its name, in any case
   * @return the first value, or null when the response has no such header
   */
  public @Nullable String header(String name) {
    return headers.apply(name);
  }

  /**
   * The delay that the server requested in {@code Retry-After}: a number of seconds, or a date in
   * any of HTTP's three forms (RFC 9110, 10.2.3 and 5.6.7). A date is relative to the response's
   * {@code Date} header if present.
   *
   * @param clock the current time for a date when the response has no {@code Date}
   * @return the delay after the response, 0 to 2^31 s, or null when the header is missing or
   *     invalid
   */
  public @Nullable Duration retryAfter(Clock clock) {
    return RetryAfter.of(this, clock);
  }

  /**
   * The complete body.
   *
   * @return the bytes, not copied
   */
  public byte[] body() {
    return body;
  }

  /** Returns the status and the length of the body, without headers or content. */
  @Override
  public String toString() {
    return "WireResponse[" + status + ", " + body.length + " bytes]";
  }
}
