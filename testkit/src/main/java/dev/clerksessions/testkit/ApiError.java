package dev.clerksessions.testkit;

import dev.clerksessions.error.ClerkError;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One of the errors in a refusal; about a parameter, or about none. */
record ApiError(String code, String message, String longMessage, @Nullable String paramName) {

  private static final int SERVER_ERRORS = 500;

  static ApiError of(String code, String message) {
    return new ApiError(code, message, message, null);
  }

  static ApiError about(String paramName, String code, String rule) {
    return new ApiError(code, rule, paramName + " " + rule, paramName);
  }

  /** What the API most often says with a status. */
  static ApiError usualFor(int status) {
    return switch (status) {
      case 401 -> of("clerk_key_invalid", "The provided Clerk Secret Key is invalid");
      case 403 -> of("authorization_invalid", "You are not authorized to perform this request");
      case 404 -> of("resource_not_found", "Resource not found");
      case 409 -> of("resource_locked", "The resource is locked");
      case 410 -> of("operation_deprecated", "This operation is deprecated");
      case 422 -> of("form_param_value_invalid", "A parameter has an invalid value");
      case ApiAnswer.TOO_MANY_REQUESTS ->
          of("too_many_requests", "Too many requests, please try again in a bit");
      default ->
          status < SERVER_ERRORS
              ? of("bad_request", "The request is invalid")
              : of("internal_clerk_error", "Something went wrong");
    };
  }

  /** As a caller of a port gets it. */
  ClerkError toClerkError() {
    return new ClerkError(
        code, message, longMessage, paramName == null ? Map.of() : Map.of("param_name", paramName));
  }
}
