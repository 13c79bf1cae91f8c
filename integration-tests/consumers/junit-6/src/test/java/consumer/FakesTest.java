package consumer;

import static dev.clerksessions.testkit.assertj.SessionAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.clerksessions.SessionListParams;
import dev.clerksessions.SessionStatus;
import dev.clerksessions.SessionsPort;
import dev.clerksessions.testkit.FakeClerkServer;
import dev.clerksessions.testkit.InMemorySessions;
import dev.clerksessions.testkit.ManualClock;
import dev.clerksessions.testkit.junit.ClerkTest;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class FakesTest {

  private static final SessionListParams PARAMS =
      SessionListParams.builder().userId("user_1").build();

  @Test
  void junit_isSix() {
    assertThat(Test.class.getPackage().getImplementationVersion()).startsWith("6.");
  }

  @ClerkTest
  void fakes_areParameters(
      InMemorySessions fake, SessionsPort port, FakeClerkServer server, ManualClock clock) {
    fake.signIn("user_1");
    clock.advance(Duration.ofDays(7));

    assertThat(port.getSessionList(PARAMS))
        .hasTotalCount(1)
        .allSatisfy(session -> session.hasStatus(SessionStatus.EXPIRED));
    assertThat(fake).wasCalled(1);
    assertThat(server).wasNotCalled();
  }
}
