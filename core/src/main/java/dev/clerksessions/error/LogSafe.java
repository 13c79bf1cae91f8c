package dev.clerksessions.error;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Limits what a message contains of a response to short, plain tokens, since messages are logged.
 */
final class LogSafe {

  private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9_.:-]{1,80}");

  private static final Pattern IPV6 = Pattern.compile("\\[[0-9A-Fa-f:.]{2,45}]");

  private LogSafe() {}

  static String token(@Nullable String value) {
    return value != null && TOKEN.matcher(value).matches() ? value : "?";
  }

  /** Accepts a host name, or an IP address in the form that URLs have. */
  static String host(String host) {
    return IPV6.matcher(host).matches() ? host : token(host);
  }

  static String traceId(@Nullable String traceId) {
    return traceId == null ? "" : ", trace id " + token(traceId);
  }
}
