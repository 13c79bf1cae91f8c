package dev.clerksessions.testkit.contract;

import dev.clerksessions.ClerkConfig;
import dev.clerksessions.SessionsPort;
import dev.clerksessions.bapi.BackendApiSessions;
import dev.clerksessions.testkit.FakeClerkServer;
import dev.clerksessions.testkit.InMemorySessions;
import java.security.NoSuchAlgorithmException;
import javax.net.ssl.SSLContext;

class UrlConnectionSessionsTest extends SessionsPortContract {

  private FakeClerkServer server;
  private BackendApiSessions sessions;

  @Override
  protected SessionsPort open(InMemorySessions store) {
    server = FakeClerkServer.start(store);
    ClerkConfig config = withLongTimeouts(server.config());
    try {
      SSLContext context = SSLContext.getDefault();
      sessions = new BackendApiSessions(config, new UrlConnectionTransport(config, context));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has a default", e);
    }
    return sessions;
  }

  @Override
  protected void close() {
    sessions.close();
    server.close();
  }
}
