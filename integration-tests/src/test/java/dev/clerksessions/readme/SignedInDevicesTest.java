package dev.clerksessions.readme;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clerksessions.Session;
import dev.clerksessions.SessionActivity;
import dev.clerksessions.SessionStatus;
import dev.clerksessions.testkit.InMemorySessions;
import dev.clerksessions.testkit.SessionFixtures;
import org.junit.jupiter.api.Test;

class SignedInDevicesTest {

  private final SessionFixtures fixtures = SessionFixtures.seeded(1);
  private final InMemorySessions sessions = new InMemorySessions();

  @Test
  void of_whenUserIsSignedInTwice_namesBothPlaces() {
    sessions.add(signIn("user_1", SessionStatus.ACTIVE, "Firefox", "Lima"));
    sessions.add(signIn("user_1", SessionStatus.ACTIVE, "Safari", "Oslo"));
    sessions.add(signIn("user_1", SessionStatus.ENDED, "Chrome", "Pune"));
    sessions.add(signIn("user_2", SessionStatus.ACTIVE, "Edge", "Bonn"));

    assertThat(new SignedInDevices(sessions).of("user_1"))
        .containsExactlyInAnyOrder("Firefox in Lima", "Safari in Oslo");
  }

  private Session signIn(String userId, SessionStatus status, String browser, String city) {
    SessionActivity activity =
        SessionActivity.builder("sess_activity_1").browserName(browser).city(city).build();
    return fixtures.session(
        session -> session.userId(userId).status(status).latestActivity(activity));
  }
}
