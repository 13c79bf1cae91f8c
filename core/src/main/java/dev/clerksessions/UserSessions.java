package dev.clerksessions;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One user of a {@link BulkSessions} run: all sessions, or why they couldn't be listed.
 *
 * @param userId the user, as it was given
 * @param sessions newest first; unmodifiable, empty when there is an error
 * @param error what went wrong: a {@link dev.clerksessions.error.ClerkException}, or an {@link
 *     IllegalArgumentException} for an id that can't be one; null when nothing did
 */
public record UserSessions(
    String userId, List<Session> sessions, @Nullable RuntimeException error) {

  /**
   * Makes a result.
   *
   * @param userId as above
   * @param sessions as above
   * @param error as above
   */
  public UserSessions {
    Objects.requireNonNull(userId, "userId");
    sessions = List.copyOf(sessions);
  }

  /**
   * Whether the sessions could be listed.
   *
   * @return whether there is no error
   */
  public boolean isComplete() {
    return error == null;
  }
}
