package dev.clerksessions.error;

import java.io.Serializable;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The API answered, and the answer is no page. */
public abstract sealed class ClerkApiException extends ClerkException
    permits AuthenticationException,
        InvalidRequestException,
        NotFoundException,
        PermissionDeniedException,
        RateLimitedException,
        ServerException,
        UnexpectedStatusException {

  private static final long serialVersionUID = 1L;

  private final ErrorResponse response;

  ClerkApiException(ErrorResponse response, Attempts attempts) {
    super(response.message(), null, attempts);
    this.response = response;
  }

  /**
   * Makes the exception that stands for a status; the one place that knows which it is.
   *
   * @param status the HTTP status
   * @param errors the errors of the body; empty when it had none or can't be read
   * @param traceId the API's name for the exchange, if it gave one
   * @param retryAfter how long the API asked to wait, if it did
   * @return {@link InvalidRequestException} for 400 and 422, {@link AuthenticationException} for
   *     401, {@link PermissionDeniedException} for 403, {@link NotFoundException} for 404 and 410,
   *     {@link RateLimitedException} for 429, {@link ServerException} for 500 to 599, {@link
   *     UnexpectedStatusException} for all others
   */
  public static ClerkApiException of(
      int status,
      List<ClerkError> errors,
      @Nullable String traceId,
      @Nullable Duration retryAfter) {
    return of(
        new ErrorResponse(status, List.copyOf(errors), traceId, retryAfter, null), Attempts.ONE);
  }

  private static ClerkApiException of(ErrorResponse response, Attempts attempts) {
    int status = response.status;
    return switch (status) {
      case 400, 422 -> new InvalidRequestException(response, attempts);
      case 401 -> new AuthenticationException(response, attempts);
      case 403 -> new PermissionDeniedException(response, attempts);
      case 404, 410 -> new NotFoundException(response, attempts);
      case 429 -> new RateLimitedException(response, attempts);
      default ->
          status >= 500 && status < 600
              ? new ServerException(response, attempts)
              : new UnexpectedStatusException(response, attempts);
    };
  }

  @Override
  public ClerkApiException withAttempts(Attempts attempts) {
    return copied(of(response, attempts));
  }

  /**
   * What the API answered with.
   *
   * @return the HTTP status
   */
  public int status() {
    return response.status;
  }

  /**
   * What is wrong, in the API's words.
   *
   * @return the errors, unmodifiable; empty when the body had none or can't be read
   */
  public List<ClerkError> errors() {
    return response.errors;
  }

  /**
   * The API's name for the exchange, which its support asks for.
   *
   * @return the trace id, or null when the answer had none
   */
  public @Nullable String traceId() {
    return response.traceId;
  }

  /**
   * How long the API asked to wait before calling again.
   *
   * @return the time from the answer on, or null when it didn't say
   */
  public @Nullable Duration retryAfter() {
    return response.retryAfter;
  }

  ErrorResponse response() {
    return response;
  }

  /** What all answers that aren't pages have in common. */
  @SuppressWarnings("serial") // A list of errors is serializable when what the API sent is.
  record ErrorResponse(
      int status,
      List<ClerkError> errors,
      @Nullable String traceId,
      @Nullable Duration retryAfter,
      @Nullable String locationHost)
      implements Serializable {

    private String message() {
      String codes =
          errors.stream()
              .map(ClerkError::code)
              .map(LogSafe::token)
              .collect(Collectors.joining(", "));
      return "HTTP "
          + status
          + (codes.isEmpty() ? "" : " " + codes)
          + (locationHost == null ? "" : " to " + LogSafe.host(locationHost))
          + (retryAfter == null ? "" : ", retry after " + retryAfter.toSeconds() + " s")
          + LogSafe.traceId(traceId);
    }
  }
}
