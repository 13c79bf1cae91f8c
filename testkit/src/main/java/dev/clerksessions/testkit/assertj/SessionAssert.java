package dev.clerksessions.testkit.assertj;

import dev.clerksessions.Session;
import dev.clerksessions.SessionStatus;
import dev.clerksessions.SessionTask;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.AbstractAssert;
import org.jspecify.annotations.Nullable;

/** Assertions on a session. */
// AssertJ is optional: a module that uses this type requires it itself.
@SuppressWarnings("exports")
public final class SessionAssert extends AbstractAssert<SessionAssert, Session> {

  SessionAssert(Session actual) {
    super(actual, SessionAssert.class);
  }

  /**
   * Verifies that the status is {@code active}.
   *
   * @return this
   */
  public SessionAssert isActive() {
    return hasStatus(SessionStatus.ACTIVE);
  }

  /**
   * Verifies that the status is {@code pending}.
   *
   * @return this
   */
  public SessionAssert isPending() {
    return hasStatus(SessionStatus.PENDING);
  }

  /**
   * Verifies the status.
   *
   * @param status the expected status
   * @return this
   */
  public SessionAssert hasStatus(SessionStatus status) {
    isNotNull();
    if (actual.status() != status) {
      fail(
          "to be "
              + status.value()
              + ", but it is "
              + actual.rawStatus()
              + " since "
              + actual.updatedAt());
    }
    return this;
  }

  /**
   * Verifies that the session belongs to a user.
   *
   * @param userId the user
   * @return this
   */
  public SessionAssert belongsTo(String userId) {
    isNotNull();
    if (!actual.userId().equals(userId)) {
      fail("to belong to " + userId + ", but it belongs to " + actual.userId());
    }
    return this;
  }

  /**
   * Verifies that the session is on a client.
   *
   * @param clientId the client
   * @return this
   */
  public SessionAssert isOnClient(String clientId) {
    isNotNull();
    if (!actual.clientId().equals(clientId)) {
      fail("to be on " + clientId + ", but it is on " + actual.clientId());
    }
    return this;
  }

  /**
   * Verifies that someone else acts as the user of the session.
   *
   * @param impersonatorId the impersonator's id, the {@code sub} of the actor
   * @return this
   */
  public SessionAssert isImpersonatedBy(String impersonatorId) {
    isNotNull();
    Map<String, @Nullable Object> actor = actual.actor();
    if (actor == null || !impersonatorId.equals(actor.get("sub"))) {
      fail("to be impersonated by " + impersonatorId + ", but its actor is " + actor);
    }
    return this;
  }

  /**
   * Verifies that the session has a task to complete.
   *
   * @param key the task's key, such as {@code setup-mfa}
   * @return this
   */
  public SessionAssert hasTask(String key) {
    isNotNull();
    List<String> keys = actual.tasks().stream().map(SessionTask::key).toList();
    if (!keys.contains(key)) {
      fail("to have the task " + key + ", but it has " + keys);
    }
    return this;
  }

  private void fail(String expectation) {
    throw failure("Expected session %s of %s %s", actual.id(), actual.userId(), expectation);
  }
}
