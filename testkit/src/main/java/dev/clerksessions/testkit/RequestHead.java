package dev.clerksessions.testkit;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The head of a request; the names of headers are in any case. */
record RequestHead(String method, URI uri, boolean persistent, Map<String, String> headers) {

  private static final Pattern REQUEST_LINE = Pattern.compile("([A-Z]+) (\\S+) HTTP/1\\.([01])");
  private static final Pattern LENGTH = Pattern.compile("\\d{1,7}");

  /** Reads the bytes that stand in a text of ISO 8859-1; null when they are no head. */
  static @Nullable RequestHead parse(String head) {
    String[] lines = new String(head.getBytes(ISO_8859_1), UTF_8).split("\r\n", -1);
    Matcher request = REQUEST_LINE.matcher(lines[0]);
    if (!request.matches()) {
      return null;
    }
    Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (int i = 1; i < lines.length; i++) {
      int colon = lines[i].indexOf(':');
      if (colon > 0) {
        headers.put(lines[i].substring(0, colon), lines[i].substring(colon + 1).strip());
      }
    }
    try {
      boolean persistent =
          request.group(3).equals("1") && !"close".equalsIgnoreCase(headers.get("Connection"));
      URI uri = new URI(request.group(2));
      return uri.isOpaque() ? null : new RequestHead(request.group(1), uri, persistent, headers);
    } catch (URISyntaxException e) {
      // Which is what null says.
      return null;
    }
  }

  /** How many bytes follow it; negative when it doesn't tell, or too many. */
  int bodyLength() {
    String length = headers.getOrDefault("Content-Length", "0");
    return headers.containsKey("Transfer-Encoding") || !LENGTH.matcher(length).matches()
        ? -1
        : Integer.parseInt(length);
  }
}
