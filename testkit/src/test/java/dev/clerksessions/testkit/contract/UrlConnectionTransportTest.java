package dev.clerksessions.testkit.contract;

import dev.clerksessions.ClerkConfig;
import dev.clerksessions.transport.HttpTransport;
import javax.net.ssl.SSLContext;

class UrlConnectionTransportTest extends HttpTransportContract {

  @Override
  protected HttpTransport open(ClerkConfig config, SSLContext sslContext) {
    return new UrlConnectionTransport(config, sslContext);
  }
}
