/**
 * Sessions over the JDK's own HTTP client, without any further library.
 *
 * <pre>{@code
 * try (JdkSessions sessions = JdkSessions.builder(ClerkConfig.fromEnvironment()).build()) {
 *   SessionListParams params = SessionListParams.builder().userId("user_123").build();
 *   System.out.println(sessions.getSessionList(params).totalCount());
 * }
 * }</pre>
 */
@NullMarked
package dev.clerksessions.transport.jdk;

import org.jspecify.annotations.NullMarked;
