package dev.clerksessions.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.clerksessions.Session;
import dev.clerksessions.SessionListParams;
import dev.clerksessions.SessionStatus;
import dev.clerksessions.SessionTask;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class InMemorySessionsLifecycleTest {

  private static final Instant START = Instant.parse("2026-03-01T08:00:00Z");

  private final ManualClock clock = new ManualClock(START);
  private final InMemorySessions sessions = new InMemorySessions(clock);

  private Session now(String id) {
    return sessions.all().stream()
        .filter(session -> session.id().equals(id))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void signIn_beginsASessionNow() {
    Session session = sessions.signIn("user_1");

    assertThat(session.status()).isEqualTo(SessionStatus.ACTIVE);
    assertThat(session.userId()).isEqualTo("user_1");
    assertThat(List.of(session.createdAt(), session.lastActiveAt(), session.updatedAt()))
        .containsOnly(START);
    assertThat(session.expireAt()).isEqualTo(START.plus(Duration.ofDays(7)));
    assertThat(session.abandonAt()).isEqualTo(START.plus(Duration.ofDays(30)));
    assertThat(sessions.all()).containsExactly(session);
  }

  @Test
  void signIn_whenTheClockHasNanoseconds_keepsMilliseconds() {
    clock.advance(Duration.ofNanos(1_999_999));

    assertThat(sessions.signIn("user_1").createdAt()).isEqualTo(START.plusMillis(1));
  }

  @Test
  void signIn_whenTwice_isOnTwoClients() {
    Session first = sessions.signIn("user_1");
    Session second = sessions.signIn("user_1");

    assertThat(second.id()).isNotEqualTo(first.id());
    assertThat(second.clientId()).isNotEqualTo(first.clientId());
  }

  /** A test's own code must not run under a lock of ours. */
  @Test
  void signIn_whenItsChangeTakesTime_holdsUpNobody() {
    Session session =
        sessions.signIn(
            "user_1",
            change -> {
              assertThat(CompletableFuture.supplyAsync(() -> sessions.signIn("user_2")))
                  .succeedsWithin(Duration.ofSeconds(20));
              return change.clientId("client_1");
            });

    assertThat(session.clientId()).isEqualTo("client_1");
    assertThat(sessions.all()).hasSize(2);
  }

  @Test
  void signIn_whenIdIsHere_isRefused() {
    String id = sessions.signIn("user_1").id();

    assertThatIllegalArgumentException()
        .isThrownBy(() -> sessions.signIn("user_2", session -> session.id(id)))
        .withMessage("session.id must be new, was there already: " + id);
  }

  @Test
  void time_whenExpireAtComes_expiresTheSession() {
    Session session = sessions.signIn("user_1");

    clock.advanceTo(session.expireAt().minusMillis(1));
    assertThat(now(session.id())).isEqualTo(session);

    clock.advance(Duration.ofMillis(1));
    assertThat(now(session.id()))
        .isEqualTo(
            session.toBuilder()
                .status(SessionStatus.EXPIRED)
                .updatedAt(session.expireAt())
                .build());
  }

  @Test
  void time_whenAbandonAtComesFirst_abandonsTheSessionForGood() {
    Instant abandonAt = START.plusSeconds(60);
    Session session = sessions.signIn("user_1", each -> each.abandonAt(abandonAt));

    clock.advanceTo(abandonAt);
    assertThat(now(session.id()).status()).isEqualTo(SessionStatus.ABANDONED);
    assertThat(now(session.id()).updatedAt()).isEqualTo(abandonAt);

    clock.advanceTo(session.expireAt());
    assertThat(now(session.id()).status()).isEqualTo(SessionStatus.ABANDONED);
  }

  @Test
  void time_whenBothComeAtOnce_expiresTheSession() {
    Session session =
        sessions.signIn(
            "user_1", each -> each.abandonAt(START.plusSeconds(1)).expireAt(START.plusSeconds(1)));

    clock.advance(Duration.ofSeconds(1));

    assertThat(now(session.id()).status()).isEqualTo(SessionStatus.EXPIRED);
  }

  @Test
  void time_whenASessionIsPending_expiresIt() {
    Session session = sessions.signIn("user_1", each -> each.status(SessionStatus.PENDING));

    clock.advanceTo(session.expireAt());

    assertThat(now(session.id()).status()).isEqualTo(SessionStatus.EXPIRED);
  }

  @ParameterizedTest
  @EnumSource(
      value = SessionStatus.class,
      names = {"ACTIVE", "PENDING", "UNRECOGNIZED"},
      mode = EnumSource.Mode.EXCLUDE)
  void time_whenASessionHasEnded_leavesItAsItIs(SessionStatus status) {
    Session session = sessions.signIn("user_1", each -> each.status(status));

    clock.advance(Duration.ofDays(365));

    assertThat(now(session.id())).isEqualTo(session);
  }

  @Test
  void time_withoutAClock_doesNotPass() {
    InMemorySessions still = new InMemorySessions();
    Session old = still.signIn("user_1", each -> each.expireAt(Instant.EPOCH));

    assertThat(still.all()).containsExactly(old);
    assertThat(still.clock().instant()).isEqualTo("2026-01-01T00:00:00Z");
  }

  @Test
  void getSessionList_whenASessionHasExpired_findsItByItsNewStatus() {
    Session session = sessions.signIn("user_1");
    clock.advanceTo(session.expireAt());

    assertThat(count(SessionStatus.EXPIRED)).isEqualTo(1);
    assertThat(count(SessionStatus.ACTIVE)).isZero();
  }

  private long count(SessionStatus status) {
    return sessions
        .getSessionList(SessionListParams.builder().userId("user_1").status(status).build())
        .totalCount();
  }

  /** An operation that ends a session, its name in messages, and what it makes of the session. */
  private static Stream<Arguments> endings() {
    return Stream.of(
        ending("sign out", InMemorySessions::signOut, SessionStatus.ENDED),
        ending("sign out and remove", InMemorySessions::signOutAndRemove, SessionStatus.REMOVED),
        ending("revoke", InMemorySessions::revoke, SessionStatus.REVOKED),
        ending("replace", (fake, id) -> fake.replace(id, "user_2"), SessionStatus.REPLACED));
  }

  private static Arguments ending(
      String name, BiFunction<InMemorySessions, String, Session> operation, SessionStatus status) {
    return Arguments.of(name, operation, status);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("endings")
  void ending_whenInUse_movesStatusAndUpdatedAtAlone(
      String name, BiFunction<InMemorySessions, String, Session> operation, SessionStatus status) {
    for (SessionStatus before : List.of(SessionStatus.ACTIVE, SessionStatus.PENDING)) {
      Session session = sessions.signIn("user_1", each -> each.status(before));
      clock.advance(Duration.ofMinutes(5));

      Session returned = operation.apply(sessions, session.id());

      assertThat(now(session.id()))
          .as(name)
          .isEqualTo(session.toBuilder().status(status).updatedAt(clock.instant()).build());
      assertThat(now(returned.id())).isEqualTo(returned);
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("endings")
  void ending_whenOver_isRefusedAndChangesNothing(
      String name, BiFunction<InMemorySessions, String, Session> operation, SessionStatus status) {
    Arrays.stream(SessionStatus.values())
        .filter(over -> over != SessionStatus.ACTIVE && over != SessionStatus.PENDING)
        .map(over -> over == SessionStatus.UNRECOGNIZED ? "hibernating" : over.value())
        .forEach(
            over -> {
              Session session = sessions.signIn("user_1", each -> each.rawStatus(over));
              List<Session> before = sessions.all();

              assertThatIllegalStateException()
                  .isThrownBy(() -> operation.apply(sessions, session.id()))
                  .withMessage(
                      "session must be active or pending to %s, is %s: %s",
                      name, over, session.id());
              assertThat(sessions.all()).isEqualTo(before);
            });
  }

  @Test
  void ending_whenTheSessionHasExpired_isRefused() {
    Session session = sessions.signIn("user_1");
    clock.advanceTo(session.expireAt());

    assertThatIllegalStateException()
        .isThrownBy(() -> sessions.revoke(session.id()))
        .withMessageContaining("is expired");
  }

  @Test
  void ending_whenNoSuchSession_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> sessions.revoke("sess_1"))
        .withMessage("session.id must be here, isn't: sess_1");
  }

  @Test
  void replace_signsInOnTheSameClient() {
    Session first = sessions.signIn("user_1");
    clock.advance(Duration.ofMinutes(1));

    Session second = sessions.replace(first.id(), "user_2");

    assertThat(second.clientId()).isEqualTo(first.clientId());
    assertThat(second.userId()).isEqualTo("user_2");
    assertThat(second.status()).isEqualTo(SessionStatus.ACTIVE);
    assertThat(second.createdAt()).isEqualTo(clock.instant());
    assertThat(sessions.all()).extracting(Session::id).containsExactly(second.id(), first.id());
  }

  @Test
  void touch_movesLastActiveAtAndUpdatedAt() {
    Session session = sessions.signIn("user_1");
    clock.advance(Duration.ofHours(3));

    Session touched = sessions.touch(session.id());

    assertThat(touched)
        .isEqualTo(
            session.toBuilder().lastActiveAt(clock.instant()).updatedAt(clock.instant()).build())
        .isEqualTo(now(session.id()));
  }

  @Test
  void touch_whenOver_isRefused() {
    Session session = sessions.signIn("user_1");
    sessions.signOut(session.id());

    assertThatIllegalStateException()
        .isThrownBy(() -> sessions.touch(session.id()))
        .withMessage("session must be active or pending to touch, is ended: " + session.id());
  }

  @Test
  void completeTask_whenItIsTheLast_makesTheSessionActive() {
    Session session =
        sessions.signIn(
            "user_1",
            each ->
                each.status(SessionStatus.PENDING)
                    .tasks(
                        List.of(
                            new SessionTask("setup-mfa"), new SessionTask("choose-organization"))));
    clock.advance(Duration.ofSeconds(10));

    Session half = sessions.completeTask(session.id(), "setup-mfa");
    assertThat(half.status()).isEqualTo(SessionStatus.PENDING);
    assertThat(half.tasks()).containsExactly(new SessionTask("choose-organization"));
    assertThat(half.updatedAt()).isEqualTo(clock.instant());

    Session whole = sessions.completeTask(session.id(), "choose-organization");
    assertThat(whole.status()).isEqualTo(SessionStatus.ACTIVE);
    assertThat(whole.tasks()).isEmpty();
    assertThat(now(session.id())).isEqualTo(whole);
  }

  @Test
  void completeTask_whenThereIsNoSuchTask_isRefused() {
    Session session =
        sessions.signIn(
            "user_1",
            each ->
                each.status(SessionStatus.PENDING).tasks(List.of(new SessionTask("setup-mfa"))));

    assertThatIllegalStateException()
        .isThrownBy(() -> sessions.completeTask(session.id(), "reset-password"))
        .withMessage(
            "session must be pending with the task reset-password, is pending with [setup-mfa]: "
                + session.id());
  }

  @Test
  void completeTask_whenTheSessionIsActive_isRefused() {
    Session session =
        sessions.signIn("user_1", each -> each.tasks(List.of(new SessionTask("setup-mfa"))));

    assertThatIllegalStateException()
        .isThrownBy(() -> sessions.completeTask(session.id(), "setup-mfa"))
        .withMessageContaining("is active with [setup-mfa]");
  }

  @ParameterizedTest
  @CsvSource({"59, 0", "60, 1", "61, 1"})
  void cleanUp_deletesWhatHasBeenOverForSoLong(long secondsSince, int deleted) {
    Session over = sessions.signIn("user_1");
    sessions.signOut(over.id());
    clock.advance(Duration.ofSeconds(secondsSince));

    assertThat(sessions.purge(Duration.ofSeconds(60))).isEqualTo(deleted);
    assertThat(sessions.all()).hasSize(1 - deleted);
  }

  @Test
  void cleanUp_keepsSessionsInUse_andCountsFromTheirExpiry() {
    Session old = sessions.signIn("user_1");
    clock.advance(Duration.ofDays(6));
    Session newer = sessions.signIn("user_1");
    clock.advanceTo(old.expireAt().plus(Duration.ofDays(1)));

    assertThat(sessions.purge(Duration.ofDays(2))).isZero();
    assertThat(sessions.purge(Duration.ofDays(1))).isEqualTo(1);
    assertThat(sessions.all()).containsExactly(newer);
  }
}
