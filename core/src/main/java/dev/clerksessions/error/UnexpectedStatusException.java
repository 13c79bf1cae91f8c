package dev.clerksessions.error;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A status that this call has no meaning for, such as a redirect, 204, 402 or 409. Redirects are
 * never followed: the key would go along.
 */
public final class UnexpectedStatusException extends ClerkApiException {

  private static final long serialVersionUID = 1L;

  UnexpectedStatusException(ErrorResponse response, Attempts attempts) {
    super(response, attempts);
  }

  /**
   * Makes the exception that stands for a redirect.
   *
   * @param status the HTTP status, 300 to 399
   * @param locationHost where it points to
   * @param traceId the API's name for the exchange, if it gave one
   * @return an exception whose message names the host
   */
  public static UnexpectedStatusException redirect(
      int status, String locationHost, @Nullable String traceId) {
    return new UnexpectedStatusException(
        new ErrorResponse(status, List.of(), traceId, null, locationHost), Attempts.ONE);
  }

  /**
   * Where a redirect points to.
   *
   * @return the host of its location, or null when the answer is no redirect or names no host
   */
  public @Nullable String locationHost() {
    return response().locationHost();
  }
}
