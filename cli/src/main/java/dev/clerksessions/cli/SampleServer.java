package dev.clerksessions.cli;

import dev.clerksessions.ClerkConfig;
import dev.clerksessions.testkit.FakeClerkServer;
import dev.clerksessions.testkit.InMemorySessions;
import java.time.Clock;
import java.util.List;
import java.util.function.UnaryOperator;

/** A server of made-up sessions, and who they belong to. */
record SampleServer(FakeClerkServer server, List<String> userIds) implements AutoCloseable {

  private static final long DEMO_SEED = 7;
  private static final int DEMO_SESSIONS = 12;

  /** Starts what {@code list --demo} talks to. */
  static SampleServer demo(Clock clock) {
    SampleSessions samples = new SampleSessions(DEMO_SEED, clock.instant());
    return start(clock, server -> server, samples.users(1, DEMO_SESSIONS));
  }

  static SampleServer start(
      Clock clock, UnaryOperator<FakeClerkServer.Builder> settings, List<SampleUser> users) {
    InMemorySessions store = new InMemorySessions(clock);
    users.forEach(user -> store.addAll(user.sessions()));
    FakeClerkServer server = settings.apply(FakeClerkServer.builder(store)).start();
    return new SampleServer(server, users.stream().map(SampleUser::id).toList());
  }

  ClerkConfig config() {
    return server.config();
  }

  String url() {
    return server.url();
  }

  String secretKey() {
    return server.secretKey();
  }

  @Override
  public void close() {
    server.close();
  }
}
