package dev.clerksessions.transport.httpclient;

import dev.clerksessions.ClerkConfig;
import dev.clerksessions.http.HttpTransport;
import dev.clerksessions.testkit.HttpTransportContract;
import javax.net.ssl.SSLContext;

class HttpClientTransportContractTest extends HttpTransportContract {

  @Override
  protected HttpTransport open(ClerkConfig config, SSLContext sslContext) {
    OwnClients own = new OwnClients(config, HttpClientSessions.DEFAULT_MAX_CONNECTIONS, sslContext);
    return new HttpClientTransport(
        new BlockingExchanges(own.blocking(), true, own.failures()),
        new AsyncExchanges(own::async, true, own.failures()));
  }
}
