package dev.clerksessions.error;

/** The secret key is missing, wrong or revoked: status 401. */
public final class AuthenticationException extends ClerkApiException {

  private static final long serialVersionUID = 1L;

  AuthenticationException(ErrorResponse response, Attempts attempts) {
    super(response, attempts);
  }
}
