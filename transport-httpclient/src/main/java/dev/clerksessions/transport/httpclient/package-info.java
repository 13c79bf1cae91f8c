/**
 * Sessions over Apache HttpClient 5.
 *
 * <pre>{@code
 * ClerkConfig config = ClerkConfig.fromEnvironment();
 * try (HttpClientSessions sessions = HttpClientSessions.builder(config).build()) {
 *   SessionListParams params = SessionListParams.builder().userId("user_123").build();
 *   System.out.println(sessions.getSessionList(params).totalCount());
 * }
 * }</pre>
 */
@NullMarked
package dev.clerksessions.transport.httpclient;

import org.jspecify.annotations.NullMarked;
