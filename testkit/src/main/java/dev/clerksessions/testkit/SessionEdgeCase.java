package dev.clerksessions.testkit;

import dev.clerksessions.Session;
import dev.clerksessions.SessionActivity;
import dev.clerksessions.SessionStatus;
import dev.clerksessions.SessionTask;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * Unusual sessions that the API can return and that applications often handle wrongly.
 *
 * <pre>{@code
 * Session session = fixtures.session(SessionEdgeCase.IMPERSONATED);
 * }</pre>
 */
public enum SessionEdgeCase implements UnaryOperator<Session.Builder> {
  /** Someone else, {@code user_impersonator}, acts as the user. */
  IMPERSONATED(session -> session.actor(Map.of("sub", "user_impersonator"))),

  /** The user has signed in and has {@code setup-mfa} to complete. */
  WITH_PENDING_TASK(
      session ->
          session.status(SessionStatus.PENDING).tasks(List.of(new SessionTask("setup-mfa")))),

  /** The latest activity is null: device and location are unknown. */
  WITHOUT_ACTIVITY(session -> session.latestActivity(null)),

  /** The latest activity has no optional values: only the id and {@code is_mobile} are known. */
  WITH_BARE_ACTIVITY(
      session -> session.latestActivity(SessionActivity.builder("sess_activity_bare").build())),

  /** The city has letters beyond ASCII and beyond the basic plane. */
  IN_UNICODE_CITY(
      session ->
          session.latestActivity(
              SessionActivity.builder("sess_activity_unicode")
                  .city("Đà Nẵng 𠮷野")
                  .country("VN")
                  .ipAddress("2001:db8::1")
                  .build())),

  /** It expires and is abandoned in the year 9999. */
  FAR_FUTURE(
      session ->
          session
              .expireAt(Instant.parse("9999-12-31T23:59:59.998Z"))
              .abandonAt(Instant.parse("9999-12-31T23:59:59.999Z"))),

  /** {@code abandon_at} is null, as some responses of the API have it. */
  NEVER_ABANDONED(session -> session.abandonAt(null)),

  /** This version of the library does not know the status. */
  OF_UNKNOWN_STATUS(session -> session.rawStatus("hibernating"));

  @SuppressWarnings("ImmutableEnumChecker") // No change holds anything.
  private final UnaryOperator<Session.Builder> change;

  SessionEdgeCase(UnaryOperator<Session.Builder> change) {
    this.change = change;
  }

  /**
   * Changes a session builder to this case. Other values stay the same.
   *
   * @param session the builder to change
   * @return the same builder
   */
  @Override
  public Session.Builder apply(Session.Builder session) {
    return change.apply(session);
  }
}
