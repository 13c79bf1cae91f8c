package dev.clerksessions.error;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Lets only short, plain tokens of an answer into a message; a log is no place for a body. */
final class LogSafe {

  private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9_.:-]{1,80}");

  private static final Pattern IPV6 = Pattern.compile("\\[[0-9A-Fa-f:.]{2,45}]");

  private LogSafe() {}

  static String token(@Nullable String text) {
    return text != null && TOKEN.matcher(text).matches() ? text : "?";
  }

  /** A name, or an address as it stands in a URL. */
  static String host(String host) {
    return IPV6.matcher(host).matches() ? host : token(host);
  }

  static String traceId(@Nullable String traceId) {
    return traceId == null ? "" : ", trace id " + token(traceId);
  }
}
