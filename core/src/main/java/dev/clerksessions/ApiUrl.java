package dev.clerksessions;

import dev.clerksessions.internal.Preconditions;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.regex.Pattern;

/** Reads the API's address as people write it. */
final class ApiUrl {

  // Names are compared, not looked up: what a name resolves to may change between check and use.
  private static final Pattern LOOPBACK =
      Pattern.compile("localhost|127(\\.\\d{1,3}){3}|\\[::1]|\\[0:0:0:0:0:0:0:1]");
  private static final Pattern SLASHES_AT_END = Pattern.compile("/+$");
  private static final Pattern VERSION_AT_END = Pattern.compile("/v1$");

  // A password may have any character but an at sign, so all before the last one goes.
  private static final Pattern USER_INFO =
      Pattern.compile("^([a-z][a-z0-9+.-]*://)?.*@", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
  private static final Pattern QUERY_OR_FRAGMENT = Pattern.compile("([?#]).*", Pattern.DOTALL);
  private static final Pattern KEY =
      Pattern.compile(
          "(?<![a-z0-9])sk_.*|sk_(test|live)_.*", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

  // Text in a port's place may be a password whose at sign is missing or encoded.
  private static final Pattern BAD_PORT =
      Pattern.compile(
          "^([a-z][a-z0-9+.-]*://(?:\\[[^\\]]*]|[^:/]*):)(?!\\d{0,9}(?:/|$)).*",
          Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
  private static final Pattern PATH =
      Pattern.compile("^([a-z][a-z0-9+.-]*://[^/]*/).+", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

  private ApiUrl() {}

  /**
   * Returns the address without a {@code /v1} or slashes at its end.
   *
   * @throws IllegalArgumentException naming the field, the rule and the value; the message never
   *     has a password, a query or a secret key
   */
  static URI parse(String text, boolean plainHttpAllowed) {
    URI uri;
    try {
      uri = new URI(new URI(text).toASCIIString());
    } catch (URISyntaxException e) {
      // Its message holds the whole text, which may have a password in it.
      throw refused("be a URL, isn't at index " + e.getIndex() + ": " + e.getReason(), text);
    }
    if (uri.getScheme() == null || uri.getRawAuthority() == null) {
      throw refused("have a scheme and a host, as in https://api.clerk.com", text);
    }
    if (uri.getHost() == null) {
      throw refused(
          "have a host of ASCII letters, digits, hyphens and dots, or an IP address, and a number"
              + " as its port",
          text);
    }
    String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
    String shown = scheme + "://" + uri.getHost();
    if (!scheme.equals("https") && !scheme.equals("http")) {
      throw new IllegalArgumentException("apiUrl must be https or http, was " + shown);
    }
    if (uri.getRawUserInfo() != null) {
      throw new IllegalArgumentException("apiUrl must not have user info before " + shown);
    }
    if (uri.getRawQuery() != null || uri.getRawFragment() != null) {
      throw new IllegalArgumentException(
          "apiUrl must not have a query or a fragment, behind " + shown);
    }
    if (uri.getPort() == 0 || uri.getPort() > 65_535) {
      throw new IllegalArgumentException(
          "apiUrl must have a port of 1 to 65535, was " + shown + ":" + uri.getPort());
    }
    String host = uri.getHost().toLowerCase(Locale.ROOT);
    if (scheme.equals("http") && !plainHttpAllowed && !LOOPBACK.matcher(host).matches()) {
      throw new IllegalArgumentException(
          "apiUrl must be https unless its host is loopback or allowPlainHttp is set, was "
              + shown);
    }
    String path = withoutEnd(uri.getRawPath());
    // A colon without a port behind it means the same as none, but not to every stack.
    String port = uri.getPort() == -1 ? "" : ":" + uri.getPort();
    return URI.create(shown + port + path);
  }

  private static IllegalArgumentException refused(String rule, String text) {
    String masked = USER_INFO.matcher(text).replaceFirst("$1***@");
    masked = QUERY_OR_FRAGMENT.matcher(masked).replaceFirst("$1…");
    masked = BAD_PORT.matcher(masked).replaceFirst("$1…");
    masked = PATH.matcher(masked).replaceFirst("$1…");
    masked = KEY.matcher(masked).replaceFirst("sk_***");
    return new IllegalArgumentException(
        "apiUrl must " + rule + ", was " + Preconditions.quote(masked));
  }

  private static String withoutEnd(String path) {
    String bare = SLASHES_AT_END.matcher(path).replaceFirst("");
    bare = VERSION_AT_END.matcher(bare).replaceFirst("");
    return SLASHES_AT_END.matcher(bare).replaceFirst("");
  }
}
