package dev.clerksessions.paging;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clerksessions.Session;
import dev.clerksessions.SessionListParams;
import dev.clerksessions.SessionsPort;
import java.util.concurrent.Flow;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.reactivestreams.tck.TestEnvironment;
import org.reactivestreams.tck.flow.FlowPublisherVerification;
import org.testng.TestListenerAdapter;
import org.testng.TestNG;

/** The rules of Reactive Streams, as their own kit of tests for the JDK's Flow checks them. */
class SessionPublisherTckTest {

  @Test
  @Timeout(900)
  void publisher_passesTheTck() {
    TestListenerAdapter results = new TestListenerAdapter();
    TestNG kit = new TestNG(false);
    kit.setVerbose(0);
    kit.addListener(results);
    kit.setTestClasses(new Class<?>[] {Verification.class});
    kit.run();

    assertThat(results.getFailedTests()).isEmpty();
    assertThat(results.getPassedTests()).hasSizeGreaterThan(20);
  }

  /** Found by TestNG alone, which needs it public. */
  public static class Verification extends FlowPublisherVerification<Session> {

    public Verification() {
      super(new TestEnvironment(20_000, 100, false));
    }

    @Override
    public Flow.Publisher<Session> createFlowPublisher(long elements) {
      StoredSessions store = new StoredSessions();
      store.addAll(TestSessions.list((int) Math.min(elements, 2_000)));
      return publisher(store);
    }

    @Override
    public Flow.Publisher<Session> createFailedFlowPublisher() {
      // It would have to fail before anybody asks for a session, when there is no request yet.
      return null;
    }

    private static Flow.Publisher<Session> publisher(SessionsPort port) {
      return SessionPager.builder(port, SessionListParams.builder().userId("user_1").build())
          .pageSize(7)
          .build()
          .publisher();
    }

    @Override
    public long maxElementsFromPublisher() {
      return 2_000;
    }
  }
}
