package consumer;

import static dev.clerksessions.testkit.assertj.SessionAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.clerksessions.ClerkConfig;
import dev.clerksessions.Session;
import dev.clerksessions.SessionListParams;
import dev.clerksessions.SessionsPort;
import dev.clerksessions.bulk.BulkSessions;
import dev.clerksessions.bulk.UserSessions;
import dev.clerksessions.error.ServerException;
import dev.clerksessions.paging.SessionPager;
import dev.clerksessions.testkit.FakeClerkServer;
import dev.clerksessions.testkit.Fault;
import dev.clerksessions.testkit.InMemorySessions;
import dev.clerksessions.testkit.SessionFixtures;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What an application does, over one transport. */
abstract class SessionsContract<P extends SessionsPort & AutoCloseable> {

  private static final SessionListParams PARAMS =
      SessionListParams.builder().userId("user_1").build();

  private final InMemorySessions store = new InMemorySessions();
  private final FakeClerkServer server = FakeClerkServer.start(store);
  private P sessions;

  abstract P open(ClerkConfig config);

  @BeforeEach
  void open() {
    sessions = open(server.config());
  }

  @AfterEach
  void close() throws Exception {
    sessions.close();
    server.close();
  }

  @Test
  void getSessionList_whenUserIsSignedIn_hasTheSession() {
    Session session = store.signIn("user_1");

    assertThat(sessions.getSessionList(PARAMS).data()).containsExactly(session);
    assertThat(server).wasCalled(1);
  }

  @Test
  void getSessionListAsync_whenUserIsSignedIn_hasTheSession() throws Exception {
    Session session = store.signIn("user_1");

    assertThat(sessions.getSessionListAsync(PARAMS).get(20, TimeUnit.SECONDS).data())
        .containsExactly(session);
  }

  @Test
  void getSessionList_whenServerFails_throwsServerException() {
    server.failFor("user_1", Fault.status(501));

    assertThatExceptionOfType(ServerException.class)
        .isThrownBy(() -> sessions.getSessionList(PARAMS));
  }

  @Test
  void sessionPager_withPrefetch_hasTheSessionsOfAllPages() {
    store.addAll(SessionFixtures.seeded(1).sessions(25, session -> session.userId("user_1")));
    SessionPager pager = SessionPager.builder(sessions, PARAMS).pageSize(10).prefetch(2).build();

    assertThat(pager.stream().toList()).containsExactlyInAnyOrderElementsOf(store.all());
  }

  @Test
  void bulkSessions_ofManyUsers_hasTheSessionsOfEach() {
    List<String> users = IntStream.range(0, 20).mapToObj(i -> "user_" + i).toList();
    users.forEach(store::signIn);

    try (Stream<UserSessions> run = BulkSessions.of(sessions).list(users)) {
      assertThat(run.flatMap(user -> user.sessions().stream()).toList())
          .containsExactlyInAnyOrderElementsOf(store.all());
    }
  }
}
