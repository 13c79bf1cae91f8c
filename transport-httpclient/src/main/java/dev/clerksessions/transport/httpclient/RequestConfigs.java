package dev.clerksessions.transport.httpclient;

import dev.clerksessions.transport.WireRequest;
import java.time.Duration;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.cookie.StandardCookieSpec;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.HttpMessage;
import org.apache.hc.core5.util.Timeout;

/** What both clients are told for every request, whoever made the client. */
final class RequestConfigs {

  private RequestConfigs() {}

  static HttpClientContext context(Duration timeout) {
    Timeout longest = Timeout.of(timeout);
    HttpClientContext context = HttpClientContext.create();
    context.setRequestConfig(
        RequestConfig.custom()
            .setConnectionRequestTimeout(longest)
            .setResponseTimeout(longest)
            .setRedirectsEnabled(false)
            .setContentCompressionEnabled(false)
            .setAuthenticationEnabled(false)
            .setCookieSpec(StandardCookieSpec.IGNORE)
            // Asks plain connections for TLS in every request.
            .setProtocolUpgradeEnabled(false)
            .build());
    return context;
  }

  static void addHeaders(WireRequest request, HttpMessage message) {
    request.headers().forEach(message::setHeader);
  }
}
