/**
 * What an application imports: {@link dev.clerksessions.SessionsPort} and the types that go through
 * it.
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
 * <p>{@code sessions} is a {@code SessionsPort}: a transport module's in production, the testkit's
 * {@code InMemorySessions} in a unit test. Parameters, sessions, pages and configuration are
 * immutable.
 */
@NullMarked
package dev.clerksessions;

import org.jspecify.annotations.NullMarked;
