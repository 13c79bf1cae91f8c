package dev.clerksessions.error;

import org.jspecify.annotations.Nullable;

/**
 * No complete answer came: the connection failed or broke, or the answer was longer than allowed.
 * Whether the API saw the request isn't known, but for {@link
 * TransportFault#RATE_LIMIT_WAIT_EXCEEDED}: it didn't.
 */
public sealed class TransportException extends ClerkException
    permits CallInterruptedException, CallTimeoutException {

  private static final long serialVersionUID = 1L;

  private final TransportFault fault;

  /**
   * Makes an exception.
   *
   * @param fault why there is no answer
   * @param message what failed, without the secret key or any part of a body
   * @param cause what the HTTP stack said, if it said something
   */
  public TransportException(TransportFault fault, String message, @Nullable Throwable cause) {
    this(fault, message, cause, Attempts.ONE);
  }

  TransportException(
      TransportFault fault, String message, @Nullable Throwable cause, Attempts attempts) {
    super(message, cause, attempts);
    this.fault = fault;
  }

  @Override
  public TransportException withAttempts(Attempts attempts) {
    return copied(new TransportException(fault, message(), getCause(), attempts));
  }

  /**
   * Why there is no answer.
   *
   * @return the kind of fault
   */
  public TransportFault fault() {
    return fault;
  }
}
