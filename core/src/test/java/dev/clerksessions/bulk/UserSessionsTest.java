package dev.clerksessions.bulk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.clerksessions.Session;
import dev.clerksessions.SessionListParams;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class UserSessionsTest {

  private static final List<Session> SESSIONS =
      StubSessions.page(SessionListParams.builder().userId("user_1").limit(2).build(), 2).data();

  private final IllegalStateException error = new IllegalStateException("ada@example.com failed");

  @Test
  void of_hasTheSessionsAndNoError() {
    List<Session> sessions = new ArrayList<>(SESSIONS);
    UserSessions user = UserSessions.of("user_1", sessions);
    sessions.clear();

    assertThat(user.userId()).isEqualTo("user_1");
    assertThat(user.sessions()).isEqualTo(SESSIONS).isUnmodifiable();
    assertThat(user.error()).isNull();
    assertThat(user.isComplete()).isTrue();
  }

  /** An empty list would say that the user is signed in nowhere. */
  @Test
  void sessions_ofAFailedUser_throwsTheError() {
    UserSessions user = UserSessions.failed("user_1", error);

    assertThat(user.userId()).isEqualTo("user_1");
    assertThat(user.isComplete()).isFalse();
    assertThat(user.error()).isSameAs(error);
    assertThatThrownBy(user::sessions).isSameAs(error);
    assertThatThrownBy(user::sessions).isSameAs(error);
  }

  @Test
  void factories_whenSomethingIsNull_nameIt() {
    assertThatNullPointerException()
        .isThrownBy(() -> UserSessions.of(null, SESSIONS))
        .withMessage("userId");
    assertThatNullPointerException()
        .isThrownBy(() -> UserSessions.of("user_1", null))
        .withMessage("sessions");
    assertThatNullPointerException()
        .isThrownBy(() -> UserSessions.failed(null, error))
        .withMessage("userId");
    assertThatNullPointerException()
        .isThrownBy(() -> UserSessions.failed("user_1", null))
        .withMessage("error");
  }

  @Test
  void equals_isByUserSessionsAndError() {
    UserSessions user = UserSessions.of("user_1", SESSIONS);

    assertThat(user).isEqualTo(UserSessions.of("user_1", SESSIONS));
    assertThat(user).hasSameHashCodeAs(UserSessions.of("user_1", SESSIONS));
    assertThat(UserSessions.failed("user_1", error))
        .isEqualTo(UserSessions.failed("user_1", error));
    assertThat(
            List.<Object>of(
                UserSessions.of("user_2", SESSIONS),
                UserSessions.of("user_1", List.of()),
                UserSessions.failed("user_1", error),
                "user_1"))
        .doesNotContain(user);
    assertThat(UserSessions.failed("user_1", error))
        .isNotEqualTo(UserSessions.failed("user_1", new IllegalStateException("other")))
        .isNotEqualTo(UserSessions.of("user_1", List.of()));
  }

  @Test
  void toString_tellsNothingPersonal() {
    assertThat(UserSessions.of("user_1", SESSIONS))
        .hasToString("UserSessions[userId=\"user_1\", sessions=2]");
    assertThat(UserSessions.failed("user\n1", error))
        .hasToString(
            "UserSessions[userId=\"user\\u000a1\", error=java.lang.IllegalStateException]");
  }
}
