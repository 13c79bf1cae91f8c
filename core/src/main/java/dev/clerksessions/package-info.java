/**
 * The API for applications: {@link dev.clerksessions.SessionsPort}, its parameters and its results.
 *
 * <pre>{@code
 * SessionListParams params =
 *     SessionListParams.builder().userId("user_123").status(SessionStatus.ACTIVE).build();
 * PaginatedResourceResponse<Session> page = sessions.getSessionList(params);
 * for (Session session : page.data()) {
 *   System.out.println(session.id() + " " + session.lastActiveAt());
 * }
 * System.out.println(page.data().size() + " of " + page.totalCount());
 * }</pre>
 *
 * <p>{@code sessions} is a {@code SessionsPort}: that of a transport module in production, or the
 * testkit's {@code InMemorySessions} in a unit test. Parameters, sessions, pages and configuration
 * are immutable.
 */
@NullMarked
package dev.clerksessions;

import org.jspecify.annotations.NullMarked;
