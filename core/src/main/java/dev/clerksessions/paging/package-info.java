/**
 * All sessions of a user or a client, page by page.
 *
 * <pre>{@code
 * for (Session session : SessionPager.of(sessions, params)) {
 *   System.out.println(session.id());
 * }
 * }</pre>
 *
 * <p>Each session that exists throughout the run is returned exactly once, and no session is
 * returned twice, although sessions appear and disappear while the pager reads them.
 */
@NullMarked
package dev.clerksessions.paging;

import org.jspecify.annotations.NullMarked;
