package dev.clerksessions.error;

import org.jspecify.annotations.Nullable;

/** The calling thread was interrupted. Its interrupt flag is set again. */
public final class CallInterruptedException extends TransportException {

  private static final long serialVersionUID = 1L;

  /**
   * Makes an exception.
   *
   * @param cause what the HTTP stack said, if it said something
   */
  public CallInterruptedException(@Nullable Throwable cause) {
    this(cause, Attempts.ONE);
  }

  private CallInterruptedException(@Nullable Throwable cause, Attempts attempts) {
    super(
        TransportFault.INTERRUPTED,
        "interrupted before the response was complete",
        cause,
        attempts);
  }

  @Override
  public CallInterruptedException withAttempts(Attempts attempts) {
    return copied(new CallInterruptedException(getCause(), attempts));
  }
}
