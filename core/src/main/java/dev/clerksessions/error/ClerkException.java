package dev.clerksessions.error;

import org.jspecify.annotations.Nullable;

/** A call that gave no page: the API refused it, the answer never came, or it can't be read. */
public abstract sealed class ClerkException extends RuntimeException
    permits ClerkApiException, MalformedResponseException, TransportException {

  private static final long serialVersionUID = 1L;

  ClerkException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
