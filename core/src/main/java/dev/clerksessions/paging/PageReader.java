package dev.clerksessions.paging;

import dev.clerksessions.PaginatedResourceResponse;
import dev.clerksessions.Session;
import dev.clerksessions.SessionListParams;
import dev.clerksessions.SessionsPort;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * Reads pages in sequence and prefetches some of them. The next page may be requested only after
 * the previous page is complete. Any thread may cancel or close the reader at any time.
 */
final class PageReader {

  private final SessionsPort port;
  private final PageCursor cursor;
  private final int prefetch;
  private final PageRequests requests = new PageRequests();
  private long remaining;

  PageReader(SessionsPort port, PageCursor cursor, int prefetch, long maxSessions) {
    this.port = port;
    this.cursor = cursor;
    this.prefetch = prefetch;
    remaining = maxSessions;
  }

  /**
   * Returns the next page that has new sessions, or null after the last page. Never throws: any
   * exception or {@link Error} of the port fails the future unchanged. After a failure the page can
   * be requested again.
   */
  CompletableFuture<@Nullable SessionPage> next() {
    CompletableFuture<@Nullable SessionPage> result = new CompletableFuture<>();
    readInto(result);
    return result;
  }

  /** Cancels the page requests in progress. */
  void cancel() {
    requests.cancel();
  }

  /** Cancels the page requests in progress and starts no further requests. */
  void close() {
    requests.close();
  }

  /** Loops instead of recursing: thousands of consecutive pages may have no matching session. */
  private void readInto(CompletableFuture<@Nullable SessionPage> result) {
    try {
      while (!cursor.ended() && remaining > 0) {
        if (requests.isClosed()) {
          throw new CancellationException("the run was ended");
        }
        CompletableFuture<PaginatedResourceResponse<Session>> response = requestNext().response();
        if (!response.isDone()) {
          var unused =
              response.whenComplete(
                  (page, failure) -> {
                    if (failure != null) {
                      fail(result, failure);
                    } else if (!accept(page, result)) {
                      readInto(result);
                    }
                  });
          return;
        }
        if (accept(response.join(), result)) {
          return;
        }
      }
      requests.cancelPrefetched();
      result.complete(null);
    } catch (Throwable e) {
      // Includes Error: otherwise the future would never complete.
      fail(result, e);
    }
  }

  /** Accepts the page and returns whether the result is complete. */
  private boolean accept(
      PaginatedResourceResponse<Session> page, CompletableFuture<@Nullable SessionPage> result) {
    try {
      Objects.requireNonNull(page, "the port's page");
      List<Session> taken = cursor.accept(page, remaining);
      if (taken.isEmpty()) {
        return false;
      }
      remaining -= taken.size();
      return result.complete(new SessionPage(taken, page.totalCount(), cursor.checkpoint()));
    } catch (Throwable e) {
      fail(result, e);
      return true;
    }
  }

  private void fail(CompletableFuture<@Nullable SessionPage> result, Throwable failure) {
    Throwable reason = failure;
    while (reason instanceof CompletionException && reason.getCause() != null) {
      reason = reason.getCause();
    }
    requests.cancelPrefetched();
    result.completeExceptionally(reason);
  }

  /** Requests the next page, and prefetches the pages after it. */
  private PageRequests.PageRequest requestNext() {
    if (requests.firstOffset(cursor.offset()) != cursor.offset()) {
      requests.cancelPrefetched();
    }
    if (requests.isEmpty()) {
      request(cursor.offset());
    }
    long next = requests.lastOffset() + cursor.stride();
    while (requests.size() <= prefetch
        && next < cursor.offset() + remaining
        && cursor.isWorthPrefetching(next)
        && !requests.isClosed()) {
      request(next);
      next += cursor.stride();
    }
    return requests.takeFirst();
  }

  private void request(long offset) {
    SessionListParams params = cursor.pageAt(offset);
    CompletableFuture<PaginatedResourceResponse<Session>> response;
    try {
      response =
          prefetch > 0
              ? Objects.requireNonNull(port.getSessionListAsync(params), "the port's future")
              : CompletableFuture.completedFuture(port.getSessionList(params));
    } catch (Throwable e) {
      // A failure of a prefetched page is reported only when that page is needed.
      response = CompletableFuture.failedFuture(e);
    }
    requests.add(offset, response);
  }
}
