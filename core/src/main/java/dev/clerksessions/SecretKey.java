package dev.clerksessions;

import dev.clerksessions.ratelimit.RateLimit;
import org.jspecify.annotations.Nullable;

/**
 * The secret key of the Backend API. To keep the key out of logs, {@link #toString()} masks it, no
 * getter exposes it to serializers, and the class is not serializable. Immutable.
 */
public final class SecretKey {

  private final String value;

  private SecretKey(String value) {
    this.value = value;
  }

  /**
   * Creates a secret key from the string that the Clerk dashboard shows. It usually starts with
   * {@code sk_test_} or {@code sk_live_}.
   *
   * @param value the key: printable ASCII without spaces, since it is sent in a header
   * @return the key
   * @throws IllegalArgumentException if it is null or blank, or has a space or a character that is
   *     not printable ASCII; the message contains the character's index, but no part of the key
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
   * Returns the key itself, for the {@code Authorization} header.
   *
   * @return the unmasked key; never log it
   */
  public String reveal() {
    return value;
  }

  /**
   * Returns the API's rate limit for this key. All callers of all processes that use the key share
   * it.
   *
   * @return {@link RateLimit#PRODUCTION} for {@code sk_live_}, else {@link RateLimit#DEVELOPMENT}
   */
  public RateLimit defaultRateLimit() {
    return value.startsWith("sk_live_") ? RateLimit.PRODUCTION : RateLimit.DEVELOPMENT;
  }

  /** Returns the masked key: {@code sk_test_***}, {@code sk_live_***} or {@code ***}. */
  @Override
  public String toString() {
    if (value.startsWith("sk_test_") || value.startsWith("sk_live_")) {
      return value.substring(0, "sk_test_".length()) + "***";
    }
    return "***";
  }
}
