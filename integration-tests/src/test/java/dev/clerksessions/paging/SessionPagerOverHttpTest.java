package dev.clerksessions.paging;

import static org.assertj.core.api.Assertions.assertThatCode;

import dev.clerksessions.testkit.FakeClerkServer;
import dev.clerksessions.transport.httpclient.HttpClientSessions;
import dev.clerksessions.transport.jdk.JdkSessions;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What a pager promises, over sockets, where pages may be of other moments than they were asked.
 */
class SessionPagerOverHttpTest {

  private static LongStream seeds() {
    return LongStream.range(0, 40);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void run_whileSessionsChange_yieldsEachStableOneOnce(long seed) {
    int prefetch = (int) (seed % 4);
    Churn forJdk = new Churn(seed);
    try (FakeClerkServer server = FakeClerkServer.start(forJdk.store());
        JdkSessions sessions = JdkSessions.builder(server.config()).build()) {
      assertThatCode(() -> forJdk.check(sessions, SessionPagerChurnTest.pager(prefetch)))
          .doesNotThrowAnyException();
    }
    Churn forHttpClient = new Churn(seed);
    try (FakeClerkServer server = FakeClerkServer.start(forHttpClient.store());
        HttpClientSessions sessions = HttpClientSessions.builder(server.config()).build()) {
      assertThatCode(() -> forHttpClient.check(sessions, SessionPagerChurnTest.pager(prefetch)))
          .doesNotThrowAnyException();
    }
  }
}
