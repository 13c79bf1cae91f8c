package dev.clerksessions;

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

  private ApiUrl() {}

  /**
   * Returns the address without a {@code /v1} or slashes at its end.
   *
   * @throws IllegalArgumentException naming the rule; the message never has a password or a query
   */
  static URI parse(String text, boolean plainHttpAllowed) {
    URI uri;
    try {
      uri = new URI(new URI(text).toASCIIString());
    } catch (URISyntaxException e) {
      // Its message holds the whole text, which may have a password in it.
      throw new IllegalArgumentException(
          "apiUrl must be a URL, isn't at index " + e.getIndex() + ": " + e.getReason());
    }
    if (uri.getScheme() == null || uri.getHost() == null) {
      throw new IllegalArgumentException(
          "apiUrl must have a scheme and a host, as in https://api.clerk.com");
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
      throw new IllegalArgumentException("apiUrl must have a port of 1 to 65535, was " + uri);
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

  private static String withoutEnd(String path) {
    String bare = SLASHES_AT_END.matcher(path).replaceFirst("");
    bare = VERSION_AT_END.matcher(bare).replaceFirst("");
    return SLASHES_AT_END.matcher(bare).replaceFirst("");
  }
}
