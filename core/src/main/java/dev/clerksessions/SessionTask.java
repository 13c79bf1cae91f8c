package dev.clerksessions;

import dev.clerksessions.internal.Preconditions;

/**
 * A task that the user must complete before a pending session becomes active.
 *
 * @param key the kind of task, such as {@code choose-organization}, {@code reset-password} or
 *     {@code setup-mfa}; the API may add others
 */
public record SessionTask(String key) {

  /**
   * Creates a task.
   *
   * @param key as above
   * @throws IllegalArgumentException if the key is null
   */
  public SessionTask {
    Preconditions.requireSet("key", key);
  }
}
