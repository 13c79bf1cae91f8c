package dev.clerksessions.error;

/** The API rejected a parameter: status 400 or 422. {@link #errors()} describes which one. */
public final class InvalidRequestException extends ClerkApiException {

  private static final long serialVersionUID = 1L;

  InvalidRequestException(ErrorResponse response, Attempts attempts) {
    super(response, attempts);
  }
}
