package dev.clerksessions.error;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A status that is not expected for this call, such as a redirect, 204, 402 or 409. Redirects are
 * never followed, since the secret key would be sent to their target.
 */
public final class UnexpectedStatusException extends ClerkApiException {

  private static final long serialVersionUID = 1L;

  UnexpectedStatusException(ErrorResponse response, Attempts attempts) {
    super(response, attempts);
  }

  /**
   * Creates the exception for a redirect.
   *
   * @param status the HTTP status, 300 to 399
   * @param locationHost the host of the redirect's target
   * @param traceId the API's trace id, or null if the response has none
   * @return an exception whose message contains the host
   */
  public static UnexpectedStatusException redirect(
      int status, String locationHost, @Nullable String traceId) {
    return new UnexpectedStatusException(
        new ErrorResponse(status, List.of(), traceId, null, locationHost), Attempts.ONE);
  }

  /**
   * Returns the host of the redirect's target.
   *
   * @return the host, or null if the response is not a redirect or its location has no host
   */
  public @Nullable String locationHost() {
    return response().locationHost();
  }
}
