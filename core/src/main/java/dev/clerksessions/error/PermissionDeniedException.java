package dev.clerksessions.error;

/** The secret key doesn't allow this call: status 403. */
public final class PermissionDeniedException extends ClerkApiException {

  private static final long serialVersionUID = 1L;

  PermissionDeniedException(ErrorResponse response, Attempts attempts) {
    super(response, attempts);
  }
}
