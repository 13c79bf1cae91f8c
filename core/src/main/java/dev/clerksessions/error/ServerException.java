package dev.clerksessions.error;

/** The API, or a proxy in front of it, failed: status 500 to 599. */
public final class ServerException extends ClerkApiException {

  private static final long serialVersionUID = 1L;

  ServerException(ErrorResponse response, Attempts attempts) {
    super(response, attempts);
  }
}
