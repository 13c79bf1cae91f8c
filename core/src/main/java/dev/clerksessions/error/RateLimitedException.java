package dev.clerksessions.error;

/**
 * The key's rate limit is exceeded: status 429. {@link #retryAfter()} returns the delay before the
 * next call.
 */
public final class RateLimitedException extends ClerkApiException {

  private static final long serialVersionUID = 1L;

  RateLimitedException(ErrorResponse response, Attempts attempts) {
    super(response, attempts);
  }
}
