package dev.clerksessions.transport.httpclient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.google.inject.CreationException;
import com.google.inject.Guice;
import com.google.inject.Injector;
import dev.clerksessions.ClerkConfig;
import dev.clerksessions.Session;
import dev.clerksessions.SessionListParams;
import dev.clerksessions.SessionsPort;
import dev.clerksessions.testkit.FakeClerkServer;
import dev.clerksessions.testkit.InMemorySessions;
import dev.clerksessions.testkit.SessionFixtures;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient;
import org.apache.hc.client5.http.impl.async.HttpAsyncClients;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.core5.reactor.IOReactorStatus;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HttpClientSessionsTest {

  private final InMemorySessions store = new InMemorySessions();
  private final FakeClerkServer server = FakeClerkServer.start(store);

  @AfterEach
  void closeServer() {
    server.close();
  }

  @Test
  void module_whenInstalled_listsSessionsThroughTheInjector() {
    Session session = SessionFixtures.seeded(1).session();
    store.add(session);
    Injector injector =
        Guice.createInjector(
            new HttpClientSessionsModule(),
            binder -> binder.bind(ClerkConfig.class).toInstance(server.config()));
    SessionsPort sessions = injector.getInstance(SessionsPort.class);

    try (HttpClientSessions same = injector.getInstance(HttpClientSessions.class)) {
      assertThat(sessions).isSameAs(same);
      assertThat(sessions.getSessionList(of(session)).data()).containsExactly(session);
    }
  }

  @Test
  void module_whenNoConfigIsBound_namesWhatIsMissing() {
    assertThatExceptionOfType(CreationException.class)
        .isThrownBy(() -> Guice.createInjector(new HttpClientSessionsModule()))
        .withMessageContaining("ClerkConfig");
  }

  @Test
  void httpClient_whenTheCallersOwn_isUsedAndLeftOpen() throws Exception {
    Session session = SessionFixtures.seeded(2).session();
    store.add(session);
    try (CloseableHttpClient own = HttpClients.createDefault()) {
      try (HttpClientSessions sessions =
          HttpClientSessions.builder(server.config()).httpClient(own).build()) {
        assertThat(sessions.getSessionList(of(session)).data()).containsExactly(session);
      }

      HttpGet request = new HttpGet(server.url() + "/nowhere");
      assertThat(own.<Integer>execute(request, response -> response.getCode())).isEqualTo(404);
    }
  }

  @Test
  void httpAsyncClient_whenTheCallersOwn_isUsedAndLeftOpen() throws Exception {
    Session session = SessionFixtures.seeded(3).session();
    store.add(session);
    try (CloseableHttpAsyncClient own = HttpAsyncClients.createDefault()) {
      own.start();
      try (HttpClientSessions sessions =
          HttpClientSessions.builder(server.config()).httpAsyncClient(own).build()) {
        assertThat(sessions.getSessionListAsync(of(session)).get().data()).containsExactly(session);
      }

      assertThat(own.getStatus()).isEqualTo(IOReactorStatus.ACTIVE);
    }
  }

  private static SessionListParams of(Session session) {
    return SessionListParams.builder().userId(session.userId()).build();
  }
}
