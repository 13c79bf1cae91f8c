package dev.clerksessions;

import dev.clerksessions.error.ClerkException;
import java.util.concurrent.CompletableFuture;

/**
 * Lists sessions. Applications depend on this interface, and not on a transport.
 *
 * <p>Implementations must be safe for use by multiple threads.
 */
public interface SessionsPort {

  /**
   * Lists one page of a user's or a client's sessions, newest first. Blocks until the page is
   * complete or {@link ClerkConfig#callTimeout()} has elapsed, including retries.
   *
   * <p>A page that contains a session of a user or client other than the requested one is rejected.
   * The API filters by status; the status of each session is not checked again.
   *
   * @param params the sessions to list
   * @return the page, with the total number of matching sessions
   * @throws ClerkException if no complete, valid page was received; its subtypes describe the cause
   */
  PaginatedResourceResponse<Session> getSessionList(SessionListParams params);

  /**
   * Lists one page as {@link #getSessionList} does, without blocking the caller. Cancelling the
   * future cancels the request.
   *
   * @param params the sessions to list
   * @return a future of the page; it completes exceptionally with the {@link ClerkException} that
   *     the blocking method would throw
   */
  CompletableFuture<PaginatedResourceResponse<Session>> getSessionListAsync(
      SessionListParams params);
}
