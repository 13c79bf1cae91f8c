package dev.clerksessions.transport.httpclient;

import dev.clerksessions.SessionsPort;
import dev.clerksessions.testkit.FakeClerkServer;
import dev.clerksessions.testkit.InMemorySessions;
import dev.clerksessions.testkit.contract.SessionsPortContract;

class HttpClientSessionsContractTest extends SessionsPortContract {

  private FakeClerkServer server;
  private HttpClientSessions sessions;

  @Override
  protected SessionsPort open(InMemorySessions store) {
    server = FakeClerkServer.start(store);
    sessions = HttpClientSessions.builder(withLongTimeouts(server.config())).build();
    return sessions;
  }

  @Override
  protected void close() {
    sessions.close();
    server.close();
  }
}
