package dev.clerksessions.transport.httpclient;

import dev.clerksessions.transport.BodyCollector;
import dev.clerksessions.transport.WireRequest;
import java.util.Arrays;
import java.util.function.Function;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.MessageHeaders;
import org.jspecify.annotations.Nullable;

/** What is read from an answer's head. */
final class ResponseHeaders {

  private ResponseHeaders() {}

  static Function<String, @Nullable String> firstHeader(MessageHeaders head) {
    return name -> {
      Header first = head.getFirstHeader(name);
      return first == null ? null : first.getValue();
    };
  }

  static BodyCollector collector(WireRequest request, MessageHeaders head) {
    return new BodyCollector(
        request,
        Arrays.stream(head.getHeaders("Content-Length")).map(Header::getValue).toList(),
        head.containsHeader("Transfer-Encoding"));
  }
}
