package dev.clerksessions.error;

import java.io.Serializable;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The API returned a response that is not a page. */
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
   * Creates the exception for an HTTP status.
   *
   * @param status the HTTP status
   * @param errors the errors in the body; empty if it has none or can't be parsed
   * @param traceId the API's trace id, or null if the response has none
   * @param retryAfter the delay that the API requested, or null if it requested none
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
   * Returns the status of the response.
   *
   * @return the HTTP status
   */
  public int status() {
    return response.status;
  }

  /**
   * Returns the errors that the API reported.
   *
   * @return the errors, unmodifiable; empty if the body has none or can't be parsed
   */
  public List<ClerkError> errors() {
    return response.errors;
  }

  /**
   * Returns the API's trace id of the exchange. Clerk's support asks for it.
   *
   * @return the trace id, or null if the response has none
   */
  public @Nullable String traceId() {
    return response.traceId;
  }

  /**
   * Returns the delay that the API requested before the next call.
   *
   * @return the delay, counted from the response, or null if the API requested none
   */
  public @Nullable Duration retryAfter() {
    return response.retryAfter;
  }

  ErrorResponse response() {
    return response;
  }

  /** The content of a response that is not a page. */
  @SuppressWarnings("serial") // The list is serializable if the decoded JSON values are.
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
