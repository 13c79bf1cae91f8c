package dev.clerksessions.testkit.assertj;

import static dev.clerksessions.testkit.assertj.SessionAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.clerksessions.PaginatedResourceResponse;
import dev.clerksessions.Session;
import dev.clerksessions.SessionListParams;
import dev.clerksessions.SessionStatus;
import dev.clerksessions.SessionTask;
import dev.clerksessions.testkit.InMemorySessions;
import dev.clerksessions.testkit.ManualClock;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class SessionAssertionsTest {

  private final InMemorySessions fake = new InMemorySessions(new ManualClock());
  private final Session session =
      fake.signIn(
          "user_1",
          builder ->
              builder
                  .id("sess_1")
                  .clientId("client_1")
                  .actor(Map.of("sub", "user_boss"))
                  .tasks(List.of(new SessionTask("setup-mfa"))));

  private static void fails(ThrowingCallable assertion, String message) {
    assertThatExceptionOfType(AssertionError.class).isThrownBy(assertion).withMessage(message);
  }

  private static SessionListParams of(String userId) {
    return SessionListParams.builder().userId(userId).build();
  }

  @Test
  void session_whenAllHolds_passes() {
    assertThat(session)
        .isActive()
        .belongsTo("user_1")
        .isOnClient("client_1")
        .isImpersonatedBy("user_boss")
        .hasTask("setup-mfa");
    assertThat(session.toBuilder().status(SessionStatus.PENDING).build())
        .isPending()
        .hasStatus(SessionStatus.PENDING);
  }

  @Test
  void session_whenOver_tellsWhatItIsAndSinceWhen() {
    fails(
        () -> assertThat(fake.signOut("sess_1")).isActive(),
        "Expected session sess_1 of user_1 to be active, but it is ended since"
            + " 2026-01-01T00:00:00Z");
    fails(
        () -> assertThat(session).isPending(),
        "Expected session sess_1 of user_1 to be pending, but it is active since"
            + " 2026-01-01T00:00:00Z");
    fails(
        () -> assertThat(session.toBuilder().rawStatus("asleep").build()).isActive(),
        "Expected session sess_1 of user_1 to be active, but it is asleep since"
            + " 2026-01-01T00:00:00Z");
  }

  @Test
  void session_whenElsewhere_tellsWhere() {
    fails(
        () -> assertThat(session).belongsTo("user_2"),
        "Expected session sess_1 of user_1 to belong to user_2, but it belongs to user_1");
    fails(
        () -> assertThat(session).isOnClient("client_2"),
        "Expected session sess_1 of user_1 to be on client_2, but it is on client_1");
    fails(
        () -> assertThat(session).isImpersonatedBy("user_2"),
        "Expected session sess_1 of user_1 to be impersonated by user_2, but its actor is"
            + " {sub=user_boss}");
    fails(
        () -> assertThat(session.toBuilder().actor(null).build()).isImpersonatedBy("user_2"),
        "Expected session sess_1 of user_1 to be impersonated by user_2, but its actor is null");
    fails(
        () -> assertThat(session).hasTask("reset-password"),
        "Expected session sess_1 of user_1 to have the task reset-password, but it has"
            + " [setup-mfa]");
  }

  @Test
  void session_whenDescribed_saysThatFirst() {
    fails(
        () -> assertThat(session).as("the newest").isPending(),
        "[the newest] Expected session sess_1 of user_1 to be pending, but it is active since"
            + " 2026-01-01T00:00:00Z");
  }

  @Test
  @SuppressWarnings("NullAway") // What a test may be given.
  void anything_whenNull_saysSo() {
    Session none = null;
    PaginatedResourceResponse<Session> noPage = null;
    InMemorySessions noFake = null;
    for (Executable assertion :
        List.<Executable>of(
            () -> assertThat(none).isActive(),
            () -> assertThat(noPage).hasTotalCount(1),
            () -> assertThat(noFake).wasNotCalled())) {
      assertThatExceptionOfType(AssertionError.class)
          .isThrownBy(assertion::execute)
          .withMessageContaining("Expecting actual not to be null");
    }
  }

  @Test
  void page_whenAllHolds_passes() {
    assertThat(fake.getSessionList(of("user_1")))
        .hasTotalCount(1)
        .hasSessions("sess_1")
        .allSatisfy(each -> each.isActive().belongsTo("user_1"));
    assertThat(fake.getSessionList(of("user_2"))).hasTotalCount(0).isEmpty();
  }

  @Test
  void page_whenNot_tellsWhatIsOnIt() {
    PaginatedResourceResponse<Session> page = fake.getSessionList(of("user_1"));

    fails(
        () -> assertThat(page).hasTotalCount(3),
        "Expected a page with a total count of 3, but it is 1. Of 1 in all it has"
            + " [sess_1 (active)]");
    fails(
        () -> assertThat(page).hasSessions("sess_2", "sess_1"),
        "Expected a page with the sessions [sess_2, sess_1], but it has [sess_1]. Of 1 in all it"
            + " has [sess_1 (active)]");
    fails(
        () -> assertThat(page).isEmpty(),
        "Expected a page with the sessions [], but it has [sess_1]. Of 1 in all it has"
            + " [sess_1 (active)]");
    fails(
        () -> assertThat(page).allSatisfy(SessionAssert::isPending),
        "Expected session sess_1 of user_1 to be pending, but it is active since"
            + " 2026-01-01T00:00:00Z");
  }

  @Test
  void fake_whenAllHolds_passes() {
    assertThat(fake).wasNotCalled();
    fake.getSessionList(SessionListParams.builder().userId("user_1").limit(7).build());

    assertThat(fake)
        .wasCalled(1)
        .wasCalledForUser("user_1")
        .wasCalledFor(asked -> asked.limit() == 7);
  }

  @Test
  void fake_whenNot_listsTheCalls() {
    fails(
        () -> assertThat(fake).wasCalled(1),
        "Expected 1 calls, but there were 0. The calls were: none");
    fake.getSessionList(of("user_1"));
    String calls = "The calls were:\n  " + of("user_1") + " at 2026-01-01T00:00:00Z";

    fails(() -> assertThat(fake).wasNotCalled(), "Expected 0 calls, but there were 1. " + calls);
    fails(
        () -> assertThat(fake).wasCalledForUser("user_2"),
        "Expected a call for user user_2. " + calls);
    fails(
        () -> assertThat(fake).wasCalledFor(asked -> asked.limit() == 7),
        "Expected a call that meets the condition. " + calls);
  }

  @Test
  void assertThat_besideAssertJs_meansOurs() {
    assertThat(fake.all()).hasSize(1);
    assertThat(session.id()).startsWith("sess_");
  }
}
