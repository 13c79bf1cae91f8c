package consumer.testkit;

import consumer.calls.Calls;
import dev.clerksessions.testkit.FakeClerkServer;
import dev.clerksessions.testkit.InMemorySessions;
import dev.clerksessions.transport.jdk.JdkSessions;

public final class Main {

  private Main() {}

  public static void main(String[] args) throws Exception {
    Calls.expectAbsent(
        "com.google.guice",
        "com.google.common",
        "io.github.bucket4j.core",
        "org.assertj.core",
        "org.junit.jupiter.api",
        "org.junit.jupiter.params",
        "org.apiguardian.api");
    InMemorySessions fake = new InMemorySessions();
    Calls.make(fake);
    try (FakeClerkServer server = FakeClerkServer.start(fake);
        JdkSessions sessions = JdkSessions.builder(server.config()).build()) {
      Calls.make(sessions);
    }
  }
}
