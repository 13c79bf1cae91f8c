package dev.clerksessions.error;

import java.io.Serializable;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One of the errors in a refusal. Every text is the API's own and may be missing: none of it is
 * certain to be there when something goes wrong.
 *
 * @param code what is wrong, for programs, such as {@code form_param_value_invalid}
 * @param message what is wrong, for people
 * @param longMessage the same, with more words
 * @param meta more about it, such as {@code param_name}; unmodifiable, empty when there is none
 */
public record ClerkError(
    @Nullable String code,
    @Nullable String message,
    @Nullable String longMessage,
    Map<String, @Nullable Object> meta)
    implements Serializable {

  private static final long serialVersionUID = 1L;

  /**
   * Makes an error.
   *
   * @param code as above
   * @param message as above
   * @param longMessage as above
   * @param meta as above
   */
  public ClerkError {
    meta = Collections.unmodifiableMap(new LinkedHashMap<>(meta));
  }

  /** Returns the code alone, since the other texts may quote what was sent. */
  @Override
  public String toString() {
    return "ClerkError[" + LogSafe.token(code) + "]";
  }
}
