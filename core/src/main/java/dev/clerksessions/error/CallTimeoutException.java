package dev.clerksessions.error;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The answer wasn't complete in time; time runs from connecting to the body's last byte. Or a call
 * couldn't have its turn under the rate limit in time, which is known at once: with {@link
 * TransportFault#RATE_LIMIT_WAIT_EXCEEDED}, nothing was sent and nothing was waited for.
 */
public final class CallTimeoutException extends TransportException {

  private static final long serialVersionUID = 1L;

  private final Duration timeout;

  /**
   * Makes an exception whose message tells the timeout.
   *
   * @param what what wasn't there in time, such as {@code no complete response}
   * @param timeout how long it was waited for
   * @param cause what the HTTP stack said, if it said something
   */
  public CallTimeoutException(String what, Duration timeout, @Nullable Throwable cause) {
    this(TransportFault.TIMEOUT, message(what, timeout), timeout, cause, Attempts.ONE);
  }

  private CallTimeoutException(
      TransportFault fault,
      String message,
      Duration timeout,
      @Nullable Throwable cause,
      Attempts attempts) {
    super(fault, message, cause, attempts);
    this.timeout = timeout;
  }

  private static String message(String what, Duration timeout) {
    return what + " within " + timeout.toMillis() + " ms";
  }

  @Override
  public CallTimeoutException withAttempts(Attempts attempts) {
    return copied(new CallTimeoutException(fault(), message(), timeout, getCause(), attempts));
  }

  /**
   * Makes the exception of a call that can't have its turn under the rate limit in time.
   *
   * @param timeout how long it could have waited; it fails as soon as that is known to be too short
   * @return an exception with {@link TransportFault#RATE_LIMIT_WAIT_EXCEEDED}
   */
  public static CallTimeoutException rateLimitWaitExceeded(Duration timeout) {
    return new CallTimeoutException(
        TransportFault.RATE_LIMIT_WAIT_EXCEEDED,
        message("no turn under the rate limit", timeout),
        timeout,
        null,
        Attempts.ONE);
  }

  /**
   * How long the answer was waited for, or could have been.
   *
   * @return the timeout of what took too long
   */
  public Duration timeout() {
    return timeout;
  }
}
