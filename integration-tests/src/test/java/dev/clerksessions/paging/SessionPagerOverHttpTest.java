package dev.clerksessions.paging;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clerksessions.ClerkConfig;
import dev.clerksessions.Session;
import dev.clerksessions.SessionListParams;
import dev.clerksessions.bapi.BackendApiSessions;
import dev.clerksessions.testkit.FakeClerkServer;
import dev.clerksessions.testkit.InMemorySessions;
import dev.clerksessions.testkit.SessionFixtures;
import dev.clerksessions.transport.httpclient.HttpClientSessions;
import dev.clerksessions.transport.jdk.JdkSessions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a pager promises, over both transports, while users sign in and sessions vanish. */
class SessionPagerOverHttpTest {

  enum Transport {
    JDK,
    HTTPCLIENT;

    BackendApiSessions open(ClerkConfig config) {
      return this == JDK
          ? JdkSessions.builder(config).build()
          : HttpClientSessions.builder(config).build();
    }
  }

  private static Stream<Arguments> histories() {
    return LongStream.range(0, 40)
        .boxed()
        .flatMap(seed -> Arrays.stream(Transport.values()).map(each -> Arguments.of(each, seed)));
  }

  @ParameterizedTest
  @MethodSource("histories")
  void run_whileSessionsChange_returnsEachStableOneOnce(Transport transport, long seed) {
    int prefetch = (int) (seed % 4);
    Random random = new Random(seed);
    SessionFixtures fixtures = SessionFixtures.seeded(seed);
    InMemorySessions store = new InMemorySessions();
    store.addAll(fixtures.sessions(120, session -> session.userId("user_1")));
    List<Session> passing = new ArrayList<>(store.all());
    passing.removeIf(session -> random.nextInt(3) > 0);
    List<Session> stable = new ArrayList<>(store.all());
    stable.removeAll(passing);
    SessionListParams params = SessionListParams.builder().userId("user_1").build();
    int pageSize = 5 + random.nextInt(20);
    List<Session> got = new ArrayList<>();

    try (FakeClerkServer server = FakeClerkServer.start(store);
        BackendApiSessions port = transport.open(server.config())) {
      for (Session session :
          SessionPager.builder(port, params).pageSize(pageSize).prefetch(prefetch).build()) {
        got.add(session);
        switch (random.nextInt(8)) {
          case 0 -> store.add(fixtures.session(added -> added.userId("user_1")));
          case 1, 2 -> store.delete(passing.get(random.nextInt(passing.size())).id());
          default -> {}
        }
      }
    }

    assertThat(got).extracting(Session::id).doesNotHaveDuplicates();
    assertThat(got).containsAll(stable);
  }
}
