package dev.clerksessions.testkit;

import dev.clerksessions.Session;
import dev.clerksessions.SessionStatus;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How time and operations change a session, by the documentation of each status. */
final class SessionLifecycle {

  private SessionLifecycle() {}

  /**
   * What has become of a session: at {@code expireAt} it expires and at {@code abandonAt} it is
   * abandoned, whichever comes first, and stays so. Only a session in use does.
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

  /** Whether its user can still do something with it, if only the tasks that are left. */
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
    var left = session.tasks().stream().filter(task -> !task.key().equals(key)).toList();
    if (left.size() == session.tasks().size()) {
      return null;
    }
    SessionStatus status = left.isEmpty() ? SessionStatus.ACTIVE : session.status();
    return changed(session.toBuilder().tasks(left).build(), status, at);
  }
}
