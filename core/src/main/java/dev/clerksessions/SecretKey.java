package dev.clerksessions;

import dev.clerksessions.ratelimit.RateLimit;
import org.jspecify.annotations.Nullable;

/**
 * The key that the Backend API asks for, kept from logs: it has no text form but a masked one, no
 * getter that a serializer would find, and is not serializable. Immutable.
 */
public final class SecretKey {

  private final String value;

  private SecretKey(String value) {
    this.value = value;
  }

  /**
   * Takes a key as the dashboard shows it, such as one that starts with {@code sk_test_} or {@code
   * sk_live_}.
   *
   * @param value the key: printable ASCII without spaces, since it goes into a header
   * @return the key
   * @throws IllegalArgumentException when it is null, blank or has a character that isn't printable
   *     ASCII; the message tells the character's place and nothing of the key
   */
  public static SecretKey of(@Nullable String value) {
    if (value == null || value.isBlank()) {
      throw new IllegalArgumentException(
          "secretKey must not be blank, was " + (value == null ? "null" : "blank"));
    }
    for (int i = 0; i < value.length(); i++) {
      if (value.charAt(i) <= ' ' || value.charAt(i) > '~') {
        throw new IllegalArgumentException(
            "secretKey must be printable ASCII without spaces, isn't at index "
                + i
                + " of "
                + value.length()
                + " characters");
      }
    }
    return new SecretKey(value);
  }

  /**
   * The key itself, for the one header that carries it.
   *
   * @return the whole key; never log it
   */
  public String reveal() {
    return value;
  }

  /**
   * What the API allows this key: all callers that use it together, in all processes.
   *
   * @return {@link RateLimit#PRODUCTION} for {@code sk_live_}, else {@link RateLimit#DEVELOPMENT}
   */
  public RateLimit defaultRateLimit() {
    return value.startsWith("sk_live_") ? RateLimit.PRODUCTION : RateLimit.DEVELOPMENT;
  }

  /**
   * Returns the kind of key and {@code ***}: {@code sk_test_***}, {@code sk_live_***}, {@code ***}.
   */
  @Override
  public String toString() {
    if (value.startsWith("sk_test_") || value.startsWith("sk_live_")) {
      return value.substring(0, "sk_test_".length()) + "***";
    }
    return "***";
  }
}
