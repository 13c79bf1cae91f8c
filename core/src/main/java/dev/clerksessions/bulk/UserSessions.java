package dev.clerksessions.bulk;

import dev.clerksessions.Session;
import dev.clerksessions.internal.Preconditions;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The result for one user of a {@link BulkSessions} run: all sessions, or the error that kept them
 * from being listed. A user with an error has no sessions: {@link #sessions()} throws the error.
 * Immutable; an error is as safe for use by many threads as the exception is.
 */
public final class UserSessions {

  private final String userId;
  private final List<Session> sessions;
  private final @Nullable RuntimeException error;

  private UserSessions(String userId, List<Session> sessions, @Nullable RuntimeException error) {
    this.userId = Objects.requireNonNull(userId, "userId");
    this.sessions = List.copyOf(Objects.requireNonNull(sessions, "sessions"));
    this.error = error;
  }

  /**
   * Makes the result of a user whose sessions were listed, for tests of code that reads results.
   *
   * @param userId the user
   * @param sessions all sessions of the user, newest first; copied
   * @return a complete result
   */
  public static UserSessions of(String userId, List<Session> sessions) {
    return new UserSessions(userId, sessions, null);
  }

  /**
   * Makes the result of a user whose sessions could not be listed, for tests of code that reads
   * results.
   *
   * @param userId the user
   * @param error what {@link #sessions()} throws
   * @return a failed result
   */
  public static UserSessions failed(String userId, RuntimeException error) {
    return new UserSessions(userId, List.of(), Objects.requireNonNull(error, "error"));
  }

  /**
   * The user.
   *
   * @return the id, as it was given
   */
  public String userId() {
    return userId;
  }

  /**
   * All sessions of the user.
   *
   * @return the sessions, newest first, unmodifiable
   * @throws RuntimeException when there is an {@link #error()}: that same instance, each time, with
   *     the stack trace of the thread that listed the user
   */
  public List<Session> sessions() {
    if (error != null) {
      throw error;
    }
    return sessions;
  }

  /**
   * The error that kept the sessions from being listed.
   *
   * @return what the port threw, such as a {@link dev.clerksessions.error.ClerkException}, an
   *     {@link IllegalArgumentException} for an id that can't be one, or an {@link
   *     IllegalStateException} whose cause is a checked exception of the port; null when the
   *     sessions were listed
   */
  public @Nullable RuntimeException error() {
    return error;
  }

  /**
   * Whether the sessions were listed.
   *
   * @return whether there is no error
   */
  public boolean isComplete() {
    return error == null;
  }

  /** Two results are equal when user, sessions and error are. */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof UserSessions that
        && userId.equals(that.userId)
        && sessions.equals(that.sessions)
        && Objects.equals(error, that.error);
  }

  @Override
  public int hashCode() {
    return Objects.hash(userId, sessions, error);
  }

  /** Returns the user, and the number of sessions or the type of the error: no personal data. */
  @Override
  public String toString() {
    return "UserSessions[userId="
        + Preconditions.quote(userId)
        + (error == null
            ? ", sessions=" + sessions.size()
            : ", error=" + error.getClass().getName())
        + "]";
  }
}
