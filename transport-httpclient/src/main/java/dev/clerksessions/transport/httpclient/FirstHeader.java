package dev.clerksessions.transport.httpclient;

import java.util.function.Function;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.MessageHeaders;
import org.jspecify.annotations.Nullable;

/** Finds a header's first value. */
record FirstHeader(MessageHeaders headers) implements Function<String, @Nullable String> {

  @Override
  public @Nullable String apply(String name) {
    Header first = headers.getFirstHeader(name);
    return first == null ? null : first.getValue();
  }
}
