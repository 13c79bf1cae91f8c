package dev.clerksessions.testkit;

import dev.clerksessions.Session;
import dev.clerksessions.SessionStatus;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How time and operations change a session, by the documentation of each status. */
final class SessionLifecycle {

  private SessionLifecycle() {}

  /**
   * Returns the session as it is at a time. A session in use expires at {@code expireAt} or is
   * abandoned at {@code abandonAt}, whichever comes first. That status is final.
   */
  static Session at(Session session, Instant now) {
    Instant expireAt = session.expireAt();
    Instant abandonAt = session.abandonAt();
    Instant end = abandonAt != null && abandonAt.isBefore(expireAt) ? abandonAt : expireAt;
    if (now.isBefore(end) || !isInUse(session)) {
      return session;
    }
    boolean expired = end.equals(expireAt);
    return changed(session, expired ? SessionStatus.EXPIRED : SessionStatus.ABANDONED, end);
  }

  /** Whether the user can still use the session, or complete its remaining tasks. */
  static boolean isInUse(Session session) {
    return session.status() == SessionStatus.ACTIVE || session.status() == SessionStatus.PENDING;
  }

  static Session changed(Session session, SessionStatus status, Instant at) {
    return session.toBuilder().status(status).updatedAt(at).build();
  }

  static Session touched(Session session, Instant at) {
    return session.toBuilder().lastActiveAt(at).updatedAt(at).build();
  }

  /** Becomes active with its last task; null when the session has no such task. */
  static @Nullable Session withoutTask(Session session, String key, Instant at) {
    var remaining = session.tasks().stream().filter(task -> !task.key().equals(key)).toList();
    if (remaining.size() == session.tasks().size()) {
      return null;
    }
    SessionStatus status = remaining.isEmpty() ? SessionStatus.ACTIVE : session.status();
    return changed(session.toBuilder().tasks(remaining).build(), status, at);
  }
}
