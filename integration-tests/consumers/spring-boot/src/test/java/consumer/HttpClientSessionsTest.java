package consumer;

import dev.clerksessions.ClerkConfig;
import dev.clerksessions.transport.httpclient.HttpClientSessions;

class HttpClientSessionsTest extends SessionsContract<HttpClientSessions> {

  @Override
  HttpClientSessions open(ClerkConfig config) {
    return HttpClientSessions.builder(config).build();
  }
}
