package dev.clerksessions;

import dev.clerksessions.error.ClerkException;
import java.util.concurrent.CompletableFuture;

/**
 * Lists sessions: what an application depends on, whatever stands behind it.
 *
 * <p>Implementations must be safe for use by many threads.
 */
public interface SessionsPort {

  /**
   * Lists one page of a user's or a client's sessions, newest first. Blocks until the page is
   * complete or {@link ClerkConfig#callTimeout()} has passed.
   *
   * <p>A page with a session of another user or client than {@code params} has is refused. The
   * status is the API's to filter by: a session of another status stays in the page.
   *
   * @param params whose sessions, and which of them
   * @return the page, and how many sessions match in all
   * @throws ClerkException when no complete, readable page came back; its subtypes tell why
   */
  PaginatedResourceResponse<Session> getSessionList(SessionListParams params);

  /**
   * Lists one page as {@link #getSessionList} does, without blocking the caller. Cancelling the
   * future ends the exchange.
   *
   * @param params whose sessions, and which of them
   * @return a future of the page; it fails with the {@link ClerkException} that the blocking method
   *     would throw
   */
  CompletableFuture<PaginatedResourceResponse<Session>> getSessionListAsync(
      SessionListParams params);
}
