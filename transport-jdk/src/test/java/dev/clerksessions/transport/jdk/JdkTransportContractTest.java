package dev.clerksessions.transport.jdk;

import dev.clerksessions.ClerkConfig;
import dev.clerksessions.testkit.contract.HttpTransportContract;
import dev.clerksessions.transport.HttpTransport;
import javax.net.ssl.SSLContext;

class JdkTransportContractTest extends HttpTransportContract {

  @Override
  protected HttpTransport open(ClerkConfig config, SSLContext sslContext) {
    return new JdkTransport(config, sslContext, false);
  }
}
