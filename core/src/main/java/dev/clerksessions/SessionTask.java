package dev.clerksessions;

import dev.clerksessions.internal.Preconditions;

/**
 * Something the user must still do before a pending session becomes active.
 *
 * @param key which task it is; {@code choose-organization}, {@code reset-password} and {@code
 *     setup-mfa} are known, others may come
 */
public record SessionTask(String key) {

  /**
   * Makes a task.
   *
   * @param key as above
   * @throws IllegalArgumentException when the key is null
   */
  public SessionTask {
    Preconditions.requireSet("key", key);
  }
}
