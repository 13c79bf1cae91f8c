package dev.clerksessions.error;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A call that returned no page: the API rejected it, no complete response was received, or the
 * response is malformed.
 */
public abstract sealed class ClerkException extends RuntimeException
    permits ClerkApiException, MalformedResponseException, TransportException {

  private static final long serialVersionUID = 1L;

  private final Attempts attempts;

  ClerkException(String message, @Nullable Throwable cause, Attempts attempts) {
    super(message, cause);
    this.attempts = attempts;
  }

  /**
   * Returns the attempts that the call made.
   *
   * @return the attempts; {@link Attempts#ONE} if they were not counted
   */
  public Attempts attempts() {
    return attempts;
  }

  /**
   * Returns a copy of this exception with other attempts. Code that retries calls uses it.
   *
   * @param attempts the attempts that the call made
   * @return a copy with the same message, cause, stack trace and suppressed exceptions
   */
  public abstract ClerkException withAttempts(Attempts attempts);

  final String message() {
    return Objects.requireNonNull(getMessage(), "message");
  }

  /** Copies the stack trace and the suppressed exceptions to a copy of this exception. */
  final <E extends ClerkException> E copied(E copy) {
    copy.setStackTrace(getStackTrace());
    for (Throwable suppressed : getSuppressed()) {
      copy.addSuppressed(suppressed);
    }
    return copy;
  }
}
