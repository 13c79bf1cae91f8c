package dev.clerksessions.cli;

import dev.clerksessions.ClerkConfig;
import dev.clerksessions.SecretKey;
import dev.clerksessions.SessionStatus;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What the lines of an audit depend on, apart from the users. An audit is resumed only with the
 * settings that it was started with.
 *
 * @param status the status filter; {@code any} when there is none
 * @param apiUrl the API's address, with its host in lower case and without a default port
 * @param apiVersion the requested version of the API
 * @param key a fingerprint of the secret key
 */
record AuditSettings(String status, String apiUrl, String apiVersion, String key) {

  private static final Pattern TEXT =
      Pattern.compile("status=(\\S+) api-url=(\\S+) api-version=(.+) key=(\\S+)");
  private static final String ANY_STATUS = "any";

  /** Separates the fingerprint from other digests of the key. */
  private static final String FINGERPRINT_DOMAIN = "clerk-sessions audit journal\0";

  /** Enough to distinguish keys, and too few to identify a key elsewhere. */
  private static final int FINGERPRINT_BYTES = 8;

  static AuditSettings of(@Nullable SessionStatus status, ClerkConfig config) {
    return new AuditSettings(
        status == null ? ANY_STATUS : status.value(),
        normalized(config.apiUrl()),
        config.apiVersion(),
        fingerprint(config.secretKey()));
  }

  private static String normalized(URI url) {
    boolean defaultPort =
        url.getPort() == -1 || url.getPort() == (url.getScheme().equals("http") ? 80 : 443);
    return url.getScheme()
        + "://"
        + url.getHost().toLowerCase(Locale.ROOT)
        + (defaultPort ? "" : ":" + url.getPort())
        + url.getRawPath();
  }

  private static String fingerprint(SecretKey key) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256")
              .digest((FINGERPRINT_DOMAIN + key.reveal()).getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(Arrays.copyOf(digest, FINGERPRINT_BYTES));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** Returns the settings as one line, which {@link #parse} reads. */
  String text() {
    return "status=" + status + " api-url=" + apiUrl + " api-version=" + apiVersion + " key=" + key;
  }

  /** Returns the settings of a line, or null if it has none. */
  static @Nullable AuditSettings parse(String text) {
    Matcher parts = TEXT.matcher(text);
    return parts.matches()
        ? new AuditSettings(parts.group(1), parts.group(2), parts.group(3), parts.group(4))
        : null;
  }

  /**
   * Checks that an audit that was started with other settings can be resumed with these.
   *
   * @throws AuditRefusedException naming the first setting that differs
   */
  void requireSameAs(AuditSettings started) {
    requireSame("--status", started.status, status);
    requireSame("--api-url", started.apiUrl, apiUrl);
    requireSame("the API version", started.apiVersion, apiVersion);
    if (!started.key.equals(key)) {
      throw refused("the secret key", "is another one");
    }
  }

  private static void requireSame(String name, String started, String now) {
    if (!started.equals(now)) {
      throw refused(name, "was " + started + " then and is " + now + " now");
    }
  }

  private static AuditRefusedException refused(String name, String difference) {
    return new AuditRefusedException(
        name
            + " must be the one that the audit was started with, "
            + difference
            + "; give the same, or another --output-file");
  }
}
