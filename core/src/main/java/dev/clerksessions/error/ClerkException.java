package dev.clerksessions.error;

import org.jspecify.annotations.Nullable;

/** A call that gave no page: the API refused it, the answer never came, or it can't be read. */
public abstract sealed class ClerkException extends RuntimeException
    permits ClerkApiException, MalformedResponseException, TransportException {

  private static final long serialVersionUID = 1L;

  private Attempts tries = Attempts.ONE;

  ClerkException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }

  /**
   * How often it was tried, and how long that took in all.
   *
   * @return one try and no time when nobody counted
   */
  public Attempts attempts() {
    return tries;
  }

  /**
   * Notes how often it was tried: for what retries, before the exception reaches the caller.
   *
   * @param tries how often, and how long that took in all
   */
  public void setAttempts(Attempts tries) {
    this.tries = tries;
  }
}
