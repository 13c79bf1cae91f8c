package dev.clerksessions.transport.httpclient;

import dev.clerksessions.ClerkConfig;
import dev.clerksessions.testkit.contract.HttpTransportContract;
import dev.clerksessions.transport.HttpTransport;
import javax.net.ssl.SSLContext;

class HttpClientTransportContractTest extends HttpTransportContract {

  @Override
  protected HttpTransport open(ClerkConfig config, SSLContext sslContext) {
    ClientFactory own = new ClientFactory(config, sslContext);
    return new HttpClientTransport(
        new ClassicExecutor(own.blocking(), true, own.failures()),
        new AsyncExecutor(own::async, true, own.failures()));
  }
}
