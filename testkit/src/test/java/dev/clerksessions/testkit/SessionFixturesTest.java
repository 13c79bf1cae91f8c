package dev.clerksessions.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clerksessions.Session;
import dev.clerksessions.SessionStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class SessionFixturesTest {

  @Test
  void sessions_whenSeedIsTheSame_areTheSame() {
    assertThat(SessionFixtures.seeded(7).sessions(50))
        .isEqualTo(SessionFixtures.seeded(7).sessions(50));
  }

  @Test
  void sessions_whenSeedDiffers_differ() {
    assertThat(SessionFixtures.seeded(7).sessions(50))
        .doesNotContainAnyElementsOf(SessionFixtures.seeded(8).sessions(50));
  }

  @Test
  void session_hasIdsOfTheApisForm() {
    Session session = SessionFixtures.seeded(1).session();

    assertThat(session.id()).matches("sess_[0-9A-Za-z]{27}");
    assertThat(session.userId()).matches("user_[0-9A-Za-z]{27}");
    assertThat(session.clientId()).matches("client_[0-9A-Za-z]{27}");
  }

  @Test
  void sessions_haveTimesThatFitTogether() {
    Instant now = Instant.parse("2030-05-05T05:05:05.555Z");

    assertThat(SessionFixtures.seeded(3, now).sessions(200))
        .allSatisfy(
            session -> {
              assertThat(session.createdAt()).isBefore(now);
              assertThat(session.lastActiveAt()).isBetween(session.createdAt(), now);
              assertThat(session.updatedAt()).isBetween(session.createdAt(), now);
              assertThat(session.expireAt())
                  .isEqualTo(session.createdAt().plus(Duration.ofDays(7)));
              assertThat(session.abandonAt())
                  .isEqualTo(session.createdAt().plus(Duration.ofDays(30)));
            });
  }

  @Test
  void sessions_areActiveAndEachOfItsOwn() {
    List<Session> sessions = SessionFixtures.seeded(4).sessions(200);

    assertThat(sessions).extracting(Session::status).containsOnly(SessionStatus.ACTIVE);
    assertThat(sessions).extracting(Session::id).doesNotHaveDuplicates();
    assertThat(sessions).extracting(Session::userId).doesNotHaveDuplicates();
  }

  @Test
  void session_whenChanged_isAsTheTestSays() {
    assertThat(
            SessionFixtures.seeded(5)
                .session(session -> session.userId("user_1").status(SessionStatus.ENDED)))
        .satisfies(
            session -> {
              assertThat(session.userId()).isEqualTo("user_1");
              assertThat(session.status()).isEqualTo(SessionStatus.ENDED);
            });
  }
}
