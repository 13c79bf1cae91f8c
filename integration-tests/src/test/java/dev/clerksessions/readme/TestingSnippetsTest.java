package dev.clerksessions.readme;

import static dev.clerksessions.testkit.assertj.SessionAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.inject.AbstractModule;
import com.google.inject.Guice;
import com.google.inject.Injector;
import com.google.inject.util.Modules;
import dev.clerksessions.ClerkConfig;
import dev.clerksessions.Session;
import dev.clerksessions.SessionListParams;
import dev.clerksessions.SessionStatus;
import dev.clerksessions.SessionTask;
import dev.clerksessions.SessionsPort;
import dev.clerksessions.testkit.FakeClerkServer;
import dev.clerksessions.testkit.Fault;
import dev.clerksessions.testkit.InMemorySessions;
import dev.clerksessions.testkit.ManualClock;
import dev.clerksessions.testkit.SessionEdgeCase;
import dev.clerksessions.testkit.SessionFixtures;
import dev.clerksessions.testkit.guice.FakeSessionsModule;
import dev.clerksessions.testkit.junit.ClerkTest;
import dev.clerksessions.transport.httpclient.HttpClientSessions;
import dev.clerksessions.transport.httpclient.HttpClientSessionsModule;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What docs/testing.md shows, run. */
class TestingSnippetsTest {

  private static final SessionListParams PARAMS =
      SessionListParams.builder().userId("user_1").build();

  @Test
  void aStory() {
    ManualClock clock = new ManualClock();
    InMemorySessions sessions = new InMemorySessions(clock);

    Session phone = sessions.signIn("user_1");
    Session laptop =
        sessions.signIn(
            "user_1",
            session ->
                session.status(SessionStatus.PENDING).tasks(List.of(new SessionTask("setup-mfa"))));
    sessions.completeTask(laptop.id(), "setup-mfa"); // pending to active
    clock.advance(Duration.ofHours(1));
    sessions.touch(phone.id());
    sessions.revoke(laptop.id());
    clock.advance(Duration.ofDays(7)); // the phone's session expires
    sessions.purge(Duration.ofDays(7)); // the laptop's vanishes

    assertThat(sessions.getSessionList(PARAMS))
        .hasTotalCount(1)
        .hasSessions(phone.id())
        .allSatisfy(session -> session.hasStatus(SessionStatus.EXPIRED));
  }

  @ClerkTest
  void trouble(InMemorySessions sessions, FakeClerkServer server, ManualClock clock) {
    CompletableFuture<Void> release = new CompletableFuture<>();

    sessions.failNext(2, new IllegalStateException("of your own"));
    sessions.failFor("user_1", Fault.status(503));
    sessions.failEvery(10, Fault.delay(clock, Duration.ofSeconds(30)));
    server.failNext(1, Fault.stallUntil(release));
    server.failNext(3, Fault.rateLimited(Duration.ofSeconds(1)));
    server.failEvery(5, Fault.truncatedBody());

    release.complete(null);
    sessions.clearFaults();
    server.clearFaults();

    assertThat(sessions.getSessionList(PARAMS)).isEmpty();
  }

  @ClerkTest
  void calls(InMemorySessions sessions) {
    assertThat(new SignInStatus(sessions).of("user_1")).isEqualTo("signed out");

    assertThat(sessions)
        .wasCalled(1)
        .wasCalledForUser("user_1")
        .wasCalledFor(params -> params.status() == SessionStatus.ACTIVE);
    sessions.clearCalls();
    assertThat(sessions).wasNotCalled();
  }

  @ClerkTest
  void edgeCases(InMemorySessions sessions, SessionFixtures fixtures) {
    sessions.add(fixtures.session(SessionEdgeCase.IMPERSONATED));
    sessions.add(
        fixtures.session(
            session -> SessionEdgeCase.WITHOUT_ACTIVITY.apply(session.userId("user_1"))));
    sessions.addAll(fixtures.sessions(1000));

    assertThat(sessions.all()).hasSize(1002);
  }

  @ClerkTest
  void overHttp(FakeClerkServer server, InMemorySessions sessions) {
    sessions.signIn("user_1");
    server.failNext(1, Fault.status(503));

    try (HttpClientSessions port = HttpClientSessions.builder(server.config()).build()) {
      assertThat(port.getSessionList(PARAMS)).hasTotalCount(1);
    }
    assertThat(server).wasCalled(2); // the port tried again
  }

  static class ApplicationModule extends AbstractModule {

    @Override
    protected void configure() {
      install(new HttpClientSessionsModule());
      bind(ClerkConfig.class).toProvider(ClerkConfig::fromEnvironment);
    }
  }

  @Test
  void guice() {
    InMemorySessions sessions = new InMemorySessions();
    Injector injector =
        Guice.createInjector(
            Modules.override(new ApplicationModule()).with(new FakeSessionsModule(sessions)));

    assertThat(injector.getInstance(SessionsPort.class)).isSameAs(sessions);
  }
}
