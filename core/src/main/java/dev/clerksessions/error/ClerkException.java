package dev.clerksessions.error;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A call that gave no page: the API refused it, the answer never came, or it can't be read. */
public abstract sealed class ClerkException extends RuntimeException
    permits ClerkApiException, MalformedResponseException, TransportException {

  private static final long serialVersionUID = 1L;

  private final Attempts attempts;

  ClerkException(String message, @Nullable Throwable cause, Attempts attempts) {
    super(message, cause);
    this.attempts = attempts;
  }

  /**
   * How many attempts the call made.
   *
   * @return the attempts; one of no duration when nobody counted them
   */
  public Attempts attempts() {
    return attempts;
  }

  /**
   * Returns this exception with other attempts, for what retries a call.
   *
   * @param attempts the attempts that the call made
   * @return a copy with the same message, cause, stack trace and suppressed exceptions
   */
  public abstract ClerkException withAttempts(Attempts attempts);

  final String message() {
    return Objects.requireNonNull(getMessage(), "message");
  }

  /** Completes a copy of this exception. */
  final <E extends ClerkException> E copied(E copy) {
    copy.setStackTrace(getStackTrace());
    for (Throwable suppressed : getSuppressed()) {
      copy.addSuppressed(suppressed);
    }
    return copy;
  }
}
