package dev.clerksessions.error;

import java.io.Serializable;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One of the errors in an error response. All strings come from the API, and each may be null.
 *
 * @param code the machine-readable error code, such as {@code form_param_value_invalid}
 * @param message the error message for developers or users
 * @param longMessage a longer form of the message
 * @param meta further details, such as {@code param_name}; unmodifiable, empty if there are none
 */
public record ClerkError(
    @Nullable String code,
    @Nullable String message,
    @Nullable String longMessage,
    Map<String, @Nullable Object> meta)
    implements Serializable {

  private static final long serialVersionUID = 1L;

  /**
   * Creates an error.
   *
   * @param code as above
   * @param message as above
   * @param longMessage as above
   * @param meta as above
   */
  public ClerkError {
    meta = Collections.unmodifiableMap(new LinkedHashMap<>(meta));
  }

  /** Returns only the code, since the other strings may quote request data. */
  @Override
  public String toString() {
    return "ClerkError[" + LogSafe.token(code) + "]";
  }
}
