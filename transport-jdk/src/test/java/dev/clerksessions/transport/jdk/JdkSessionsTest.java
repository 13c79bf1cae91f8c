package dev.clerksessions.transport.jdk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.google.inject.CreationException;
import com.google.inject.Guice;
import com.google.inject.Injector;
import dev.clerksessions.ClerkConfig;
import dev.clerksessions.Session;
import dev.clerksessions.SessionListParams;
import dev.clerksessions.SessionsPort;
import dev.clerksessions.error.CallTimeoutException;
import dev.clerksessions.testkit.FakeClerkServer;
import dev.clerksessions.testkit.InMemorySessions;
import dev.clerksessions.testkit.SessionFixtures;
import dev.clerksessions.testkit.server.ScriptedServer;
import java.net.Authenticator;
import java.net.CookieManager;
import java.net.PasswordAuthentication;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class JdkSessionsTest {

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
            new JdkSessionsModule(),
            binder -> binder.bind(ClerkConfig.class).toInstance(server.config()));
    SessionsPort sessions = injector.getInstance(SessionsPort.class);

    try (JdkSessions same = injector.getInstance(JdkSessions.class)) {
      assertThat(sessions).isSameAs(same);
      assertThat(sessions.getSessionList(of(session)).data()).containsExactly(session);
    }
  }

  @Test
  void module_whenNoConfigIsBound_namesWhatIsMissing() {
    assertThatExceptionOfType(CreationException.class)
        .isThrownBy(() -> Guice.createInjector(new JdkSessionsModule()))
        .withMessageContaining("ClerkConfig");
  }

  /** On JDK 17, a GET has a Content-Length of 0 however it is built. */
  @Test
  void getSessionList_onTheWire_hasAContentLengthOnJdk17Alone() throws Exception {
    String page = "{\"data\":[],\"total_count\":0}";
    String answer = "HTTP/1.1 200 OK\r\nContent-Length: " + page.length() + "\r\n\r\n" + page;
    try (ScriptedServer scripted = ScriptedServer.answering(answer);
        JdkSessions sessions =
            JdkSessions.builder(
                    server.config().toBuilder().apiUrl(scripted.uri("").toString()).build())
                .build()) {
      sessions.getSessionList(SessionListParams.builder().userId("user_1").build());

      List<String> names =
          scripted
              .heads()
              .get(0)
              .lines()
              .skip(1)
              .filter(line -> !line.isEmpty())
              .map(line -> line.split(":", 2)[0])
              .toList();
      assertThat(names)
          .filteredOn(name -> !name.equals("Content-Length"))
          .containsExactlyInAnyOrder(
              "Accept",
              "Accept-Encoding",
              "Authorization",
              "Clerk-API-Version",
              "Host",
              "User-Agent");
      assertThat(names.contains("Content-Length")).isEqualTo(Runtime.version().feature() == 17);
    }
  }

  @Test
  void httpClient_whenTheCallersOwn_isUsedAndLeftOpen() throws Exception {
    Session session = SessionFixtures.seeded(2).session();
    store.add(session);
    HttpClient own = HttpClient.newHttpClient();

    try (JdkSessions sessions = JdkSessions.builder(server.config()).httpClient(own).build()) {
      assertThat(sessions.getSessionList(of(session)).data()).containsExactly(session);
      assertThat(sessions.getSessionListAsync(of(session)).get().data()).containsExactly(session);
    }

    HttpRequest request = HttpRequest.newBuilder(URI.create(server.url() + "/nowhere")).build();
    assertThat(own.send(request, HttpResponse.BodyHandlers.ofString()).statusCode()).isEqualTo(404);
  }

  /** What a caller attaches may run on the client's threads, for which closing it would wait. */
  @Test
  void close_whenAContinuationCallsIt_ends() {
    Session session = SessionFixtures.seeded(3).session();
    store.add(session);
    JdkSessions sessions = JdkSessions.builder(server.config()).build();

    assertThat(
            sessions
                .getSessionListAsync(of(session))
                .whenComplete((page, failure) -> sessions.close()))
        .succeedsWithin(Duration.ofSeconds(20));
  }

  /** The caller's threads may all be blocked, and time passes all the same. */
  @Test
  void httpClient_whenItsThreadsAreBlocked_callsEndInTime() {
    CountDownLatch end = new CountDownLatch(1);
    ExecutorService busy = Executors.newSingleThreadExecutor();
    try {
      busy.execute(() -> await(end));
      HttpClient own = HttpClient.newBuilder().executor(busy).build();
      ClerkConfig config =
          server.config().toBuilder()
              .attemptTimeout(Duration.ofMillis(300))
              .callTimeout(Duration.ofMillis(300))
              .connectTimeout(Duration.ofMillis(300))
              .build();
      try (JdkSessions sessions = JdkSessions.builder(config).httpClient(own).build()) {
        assertThat(sessions.getSessionListAsync(of(SessionFixtures.seeded(4).session())))
            .failsWithin(Duration.ofSeconds(20))
            .withThrowableOfType(ExecutionException.class)
            .withCauseInstanceOf(CallTimeoutException.class);
      }
    } finally {
      end.countDown();
      busy.shutdownNow();
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void httpClient_whenItFollowsRedirects_isRefused() {
    assertRefused(
        HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NORMAL).build(),
        "httpClient must follow no redirects, was NORMAL");
  }

  @Test
  void httpClient_whenItKeepsCookies_isRefused() {
    assertRefused(
        HttpClient.newBuilder().cookieHandler(new CookieManager()).build(),
        "httpClient must have no cookie handler, has one");
  }

  @Test
  void httpClient_whenItAuthenticates_isRefused() {
    Authenticator authenticator =
        new Authenticator() {
          @Override
          protected PasswordAuthentication getPasswordAuthentication() {
            return new PasswordAuthentication("user", new char[0]);
          }
        };
    assertRefused(
        HttpClient.newBuilder().authenticator(authenticator).build(),
        "httpClient must have no authenticator, has one");
  }

  private void assertRefused(HttpClient client, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> JdkSessions.builder(server.config()).httpClient(client))
        .withMessage(message);
  }

  private static SessionListParams of(Session session) {
    return SessionListParams.builder().userId(session.userId()).build();
  }
}
