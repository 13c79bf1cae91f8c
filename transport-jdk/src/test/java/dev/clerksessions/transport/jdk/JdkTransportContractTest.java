package dev.clerksessions.transport.jdk;

import dev.clerksessions.ClerkConfig;
import dev.clerksessions.http.HttpTransport;
import dev.clerksessions.testkit.HttpTransportContract;

class JdkTransportContractTest extends HttpTransportContract {

  @Override
  protected HttpTransport open(ClerkConfig config) {
    return new JdkTransport(config, null, false);
  }
}
