package dev.clerksessions.transport.httpclient;

import org.apache.hc.core5.http.NoHttpResponseException;
import org.jspecify.annotations.Nullable;

/** A connection that had been used before was of no use any more. HttpClient has closed it. */
final class StaleConnectionException extends NoHttpResponseException {

  private static final long serialVersionUID = 1L;

  StaleConnectionException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
