/**
 * All sessions of many users, several users at the same time, within the API's rate limit.
 *
 * <pre>{@code
 * try (Stream<UserSessions> users = BulkSessions.of(sessions).list(userIds)) {
 *   users.forEach(
 *       user -> {
 *         if (user.isComplete()) {
 *           System.out.println(user.userId() + ": " + user.sessions().size());
 *         } else {
 *           System.out.println(user.userId() + ": " + user.error());
 *         }
 *       });
 * }
 * }</pre>
 */
@NullMarked
package dev.clerksessions.bulk;

import org.jspecify.annotations.NullMarked;
