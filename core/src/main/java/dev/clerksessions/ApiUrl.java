package dev.clerksessions;

import dev.clerksessions.internal.Preconditions;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Parses and normalizes the API's URL. */
final class ApiUrl {

  // Host names are compared, not resolved: a name's address may change between check and use.
  private static final Pattern LOOPBACK =
      Pattern.compile("localhost|127(\\.\\d{1,3}){3}|\\[::1]|\\[0:0:0:0:0:0:0:1]");
  private static final Pattern TRAILING_SLASHES = Pattern.compile("/+$");
  private static final Pattern TRAILING_VERSION = Pattern.compile("/v1$");

  // Any part of a string that is no URL may be a password or a key, so only its scheme and a plain
  // host are shown.
  private static final Pattern SCHEME =
      Pattern.compile("^([a-z][a-z0-9+.-]*)://.*", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
  private static final Pattern SCHEME_AND_HOST =
      Pattern.compile(
          "^((?:[a-z][a-z0-9+.-]*://)?(?:[a-z0-9._-]+|\\[[0-9a-f:.]+]))(?:/[^@]*)?$",
          Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
  private static final Pattern KEY = Pattern.compile("sk_", Pattern.CASE_INSENSITIVE);

  private ApiUrl() {}

  /**
   * Returns the URL without {@code /v1} or slashes at its end.
   *
   * @throws IllegalArgumentException if the URL is invalid; the message names the field, the rule
   *     and the value, but never contains a password, a query or a secret key
   */
  static URI parse(String url, boolean plainHttpAllowed) {
    URI uri;
    try {
      uri = new URI(new URI(url).toASCIIString());
    } catch (URISyntaxException e) {
      // The message of e contains the whole URL, which may contain a password.
      throw invalid("be a URL, isn't at index " + e.getIndex() + ": " + e.getReason(), url);
    }
    if (uri.getScheme() == null || uri.getRawAuthority() == null) {
      throw invalid("have a scheme and a host, as in https://api.clerk.com", url);
    }
    if (uri.getHost() == null) {
      throw invalid(
          "have a host of ASCII letters, digits, hyphens and dots, or an IP address, and a number"
              + " as its port",
          url);
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
      throw new IllegalArgumentException("apiUrl must have a port of 1 to 65535 behind " + shown);
    }
    String host = uri.getHost().toLowerCase(Locale.ROOT);
    if (scheme.equals("http") && !plainHttpAllowed && !LOOPBACK.matcher(host).matches()) {
      throw new IllegalArgumentException(
          "apiUrl must be https unless its host is loopback or allowPlainHttp is set, was "
              + shown);
    }
    String path = stripVersion(uri.getRawPath());
    // A colon without a port means the default port, but not every HTTP stack accepts it.
    String port = uri.getPort() == -1 ? "" : ":" + uri.getPort();
    return URI.create(shown + port + path);
  }

  private static IllegalArgumentException invalid(String rule, String url) {
    return new IllegalArgumentException("apiUrl must " + rule + ", was " + describe(url));
  }

  private static String describe(String url) {
    if (url.isEmpty()) {
      return Preconditions.quote(url);
    }
    Matcher address = SCHEME_AND_HOST.matcher(url);
    if (address.matches() && !KEY.matcher(address.group(1)).find()) {
      return Preconditions.quote(address.group(1));
    }
    Matcher scheme = SCHEME.matcher(url);
    return scheme.matches() && !KEY.matcher(scheme.group(1)).find()
        ? Preconditions.quote(scheme.group(1) + "://…")
        : "a string of " + url.length() + " characters";
  }

  private static String stripVersion(String path) {
    String bare = TRAILING_SLASHES.matcher(path).replaceFirst("");
    bare = TRAILING_VERSION.matcher(bare).replaceFirst("");
    return TRAILING_SLASHES.matcher(bare).replaceFirst("");
  }
}
