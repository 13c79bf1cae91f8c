package dev.clerksessions.testkit;

import org.jspecify.annotations.Nullable;

/** One of the errors in a refusal; about a parameter, or about none. */
record ApiError(String code, String message, String longMessage, @Nullable String paramName) {

  static ApiError of(String code, String message) {
    return new ApiError(code, message, message, null);
  }

  static ApiError about(String paramName, String code, String rule) {
    return new ApiError(code, rule, paramName + " " + rule, paramName);
  }
}
