package dev.clerksessions.error;

import org.jspecify.annotations.Nullable;

/**
 * No complete response was received: the connection failed or broke, or the response was too large.
 * The API may or may not have received the request. With {@link
 * TransportFault#RATE_LIMIT_WAIT_EXCEEDED}, no request was sent.
 */
public sealed class TransportException extends ClerkException
    permits CallInterruptedException, CallTimeoutException {

  private static final long serialVersionUID = 1L;

  private final TransportFault fault;

  /**
   * Creates an exception.
   *
   * @param fault why there is no response
   * @param message what failed, without the secret key or any part of a body
   * @param cause the exception of the HTTP stack, or null if there is none
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
   * Returns why there is no response.
   *
   * @return the kind of fault
   */
  public TransportFault fault() {
    return fault;
  }
}
