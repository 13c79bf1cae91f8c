package dev.clerksessions.error;

/** What was asked for isn't there, or isn't any more: status 404 or 410. */
public final class NotFoundException extends ClerkApiException {

  private static final long serialVersionUID = 1L;

  NotFoundException(ErrorResponse response, Attempts attempts) {
    super(response, attempts);
  }
}
