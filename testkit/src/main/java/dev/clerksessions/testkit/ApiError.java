package dev.clerksessions.testkit;

import dev.clerksessions.error.ClerkError;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One of the errors in a refusal; about a parameter, or about none. */
record ApiError(String code, String message, String longMessage, @Nullable String paramName) {

  private static final int SERVER_ERROR = 500;

  static ApiError of(String code, String message) {
    return new ApiError(code, message, message, null);
  }

  static ApiError about(String paramName, String code, String rule) {
    return new ApiError(code, rule, paramName + " " + rule, paramName);
  }

  /**
   * The errors that the API most often has with a status. Beyond 500 there are none: a proxy
   * responds, not the API.
   */
  static List<ApiError> usualFor(int status) {
    return status > SERVER_ERROR ? List.of() : List.of(usualOfApi(status));
  }

  private static ApiError usualOfApi(int status) {
    return switch (status) {
      case 401 -> of("clerk_key_invalid", "The provided Clerk Secret Key is invalid");
      case 403 -> of("authorization_invalid", "You are not authorized to perform this request");
      case 404 -> of("resource_not_found", "Resource not found");
      case 409 -> of("resource_locked", "The resource is locked");
      case 410 -> of("operation_deprecated", "This operation is deprecated");
      case 422 -> of("form_param_value_invalid", "A parameter has an invalid value");
      case ApiResponse.TOO_MANY_REQUESTS ->
          of("too_many_requests", "Too many requests, please try again in a bit");
      case SERVER_ERROR -> of("internal_clerk_error", "Something went wrong");
      default -> of("bad_request", "The request is invalid");
    };
  }

  static ApiError noSession(String id) {
    String message = "No session was found with id " + id;
    return new ApiError("resource_not_found", "Session not found", message, null);
  }

  /** As a caller of a port gets it. */
  ClerkError toClerkError() {
    return new ClerkError(
        code, message, longMessage, paramName == null ? Map.of() : Map.of("param_name", paramName));
  }
}
