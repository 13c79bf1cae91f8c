package dev.clerksessions.error;

/** Too many requests with this key: status 429. {@link #retryAfter()} tells when to call again. */
public final class RateLimitedException extends ClerkApiException {

  private static final long serialVersionUID = 1L;

  RateLimitedException(ErrorResponse response, Attempts attempts) {
    super(response, attempts);
  }
}
