package dev.clerksessions.error;

import org.jspecify.annotations.Nullable;

/** The calling thread was interrupted. Its interrupt flag is restored. */
public final class CallInterruptedException extends TransportException {

  private static final long serialVersionUID = 1L;

  /**
   * Creates an exception.
   *
   * @param cause the exception of the HTTP stack, or null if there is none
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
