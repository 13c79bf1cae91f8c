package dev.clerksessions.transport.jdk;

import dev.clerksessions.SessionsPort;
import dev.clerksessions.testkit.FakeClerkServer;
import dev.clerksessions.testkit.InMemorySessions;
import dev.clerksessions.testkit.contract.SessionsPortContract;

class JdkSessionsContractTest extends SessionsPortContract {

  private FakeClerkServer server;
  private JdkSessions sessions;

  @Override
  protected SessionsPort open(InMemorySessions store) {
    server = FakeClerkServer.start(store);
    sessions = JdkSessions.builder(withLongTimeouts(server.config())).build();
    return sessions;
  }

  @Override
  protected void close() {
    sessions.close();
    server.close();
  }
}
