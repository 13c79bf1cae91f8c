package dev.clerksessions.error;

/** The requested resource does not exist, or no longer exists: status 404 or 410. */
public final class NotFoundException extends ClerkApiException {

  private static final long serialVersionUID = 1L;

  NotFoundException(ErrorResponse response, Attempts attempts) {
    super(response, attempts);
  }
}
