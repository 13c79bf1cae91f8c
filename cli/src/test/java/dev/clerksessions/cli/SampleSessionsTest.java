package dev.clerksessions.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clerksessions.Session;
import dev.clerksessions.SessionStatus;
import dev.clerksessions.SessionTask;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SampleSessionsTest {

  private static final Instant NOW = Instant.parse("2026-11-01T00:00:00Z");

  /** As many sessions as {@code list --demo} and {@code serve} make, and another seed. */
  @ParameterizedTest
  @CsvSource({"7, 12", "1, 25", "99, 25"})
  void users_haveSessionsWithAndWithoutEachOptionalMember(long seed, int sessions) {
    List<SampleUser> users = new SampleSessions(seed, NOW).users(2, sessions);

    assertThat(users)
        .allSatisfy(
            user ->
                assertThat(user.sessions())
                    .hasSize(sessions)
                    .anyMatch(session -> session.actor() != null)
                    .anyMatch(session -> session.actor() == null)
                    .anyMatch(session -> session.lastActiveOrganizationId() != null)
                    .anyMatch(session -> session.lastActiveOrganizationId() == null)
                    .anyMatch(session -> session.latestActivity() == null)
                    .anyMatch(session -> city(session) != null)
                    .anyMatch(session -> session.latestActivity() != null && city(session) == null)
                    .anyMatch(session -> !session.tasks().isEmpty())
                    .allMatch(
                        session ->
                            session.tasks().isEmpty()
                                == (session.status() != SessionStatus.PENDING)));
  }

  private static String city(Session session) {
    return session.latestActivity() == null ? null : session.latestActivity().city();
  }

  @Test
  void users_whoAreMany_haveEveryTaskAndStatus() {
    List<Session> sessions = new SampleSessions(1, NOW).users(1, 48).get(0).sessions();

    assertThat(sessions)
        .flatExtracting(Session::tasks)
        .extracting(SessionTask::key)
        .contains("choose-organization", "setup-mfa", "reset-password");
    assertThat(sessions)
        .extracting(Session::status)
        .contains(
            SessionStatus.ABANDONED,
            SessionStatus.ACTIVE,
            SessionStatus.ENDED,
            SessionStatus.EXPIRED,
            SessionStatus.PENDING,
            SessionStatus.REMOVED,
            SessionStatus.REPLACED,
            SessionStatus.REVOKED);
  }

  @Test
  void users_ofTheSameSeed_areTheSame() {
    assertThat(new SampleSessions(3, NOW).users(2, 25))
        .isEqualTo(new SampleSessions(3, NOW).users(2, 25))
        .isNotEqualTo(new SampleSessions(4, NOW).users(2, 25));
  }
}
