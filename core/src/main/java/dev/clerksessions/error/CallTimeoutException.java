package dev.clerksessions.error;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The response was not complete before the timeout, which covers the time from connecting to the
 * last byte of the body. With {@link TransportFault#RATE_LIMIT_WAIT_EXCEEDED}, the wait for a rate
 * limit permit would have exceeded the timeout. The call then fails immediately, and no request is
 * sent.
 */
public final class CallTimeoutException extends TransportException {

  private static final long serialVersionUID = 1L;

  private final Duration timeout;

  /**
   * Creates an exception whose message contains the timeout.
   *
   * @param what describes what timed out, such as {@code no complete response}
   * @param timeout the timeout that elapsed
   * @param cause the exception of the HTTP stack, or null if there is none
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
   * Creates the exception of a call that can't get a rate limit permit before its timeout.
   *
   * @param timeout the maximum wait for the permit; the call fails without waiting
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
   * Returns the timeout that elapsed or would have elapsed.
   *
   * @return the timeout of the attempt, the call or the wait for a permit
   */
  public Duration timeout() {
    return timeout;
  }
}
