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
 * Asks for one page after the other, some of them ahead. The next page may be asked for only when
 * the one before has come; cancelling and closing is for any thread at any time.
 */
final class PageReader {

  private final SessionsPort port;
  private final PageCursor cursor;
  private final int prefetch;
  private final PageRequests asked = new PageRequests();
  private long mostLeft;

  PageReader(SessionsPort port, PageCursor cursor, int prefetch, long mostSessions) {
    this.port = port;
    this.cursor = cursor;
    this.prefetch = prefetch;
    mostLeft = mostSessions;
  }

  /**
   * Returns the next page with something new, or null after the last one. Never throws: whatever
   * the port throws, an {@link Error} too, fails the future as it is. After a failure the page can
   * be asked for again.
   */
  CompletableFuture<@Nullable SessionPage> next() {
    CompletableFuture<@Nullable SessionPage> result = new CompletableFuture<>();
    readInto(result);
    return result;
  }

  /** Cancels the pages that are under way. */
  void cancel() {
    asked.cancel();
  }

  /** Cancels the pages that are under way, and asks for no more. */
  void close() {
    asked.close();
  }

  /** A loop, since thousands of pages in a row may bring nothing of the requested status. */
  private void readInto(CompletableFuture<@Nullable SessionPage> result) {
    try {
      while (!cursor.ended() && mostLeft > 0) {
        if (asked.isClosed()) {
          throw new CancellationException("the run was ended");
        }
        CompletableFuture<PaginatedResourceResponse<Session>> response = ask().response();
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
      asked.drop();
      result.complete(null);
    } catch (Throwable e) {
      // An Error too: whoever waits for the page would wait for ever.
      fail(result, e);
    }
  }

  /** Returns whether that completes the result. */
  private boolean accept(
      PaginatedResourceResponse<Session> page, CompletableFuture<@Nullable SessionPage> result) {
    try {
      Objects.requireNonNull(page, "the port's page");
      List<Session> taken = cursor.accept(page, mostLeft);
      if (taken.isEmpty()) {
        return false;
      }
      mostLeft -= taken.size();
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
    asked.drop();
    result.completeExceptionally(reason);
  }

  /** Asks for the next page, and for those after it as far as they are to be prefetched. */
  private PageRequests.Asked ask() {
    if (asked.firstOffset(cursor.offset()) != cursor.offset()) {
      asked.drop();
    }
    if (asked.isEmpty()) {
      askFor(cursor.offset());
    }
    long next = asked.lastOffset() + cursor.stride();
    while (asked.size() <= prefetch
        && next < cursor.offset() + mostLeft
        && cursor.isWorthPrefetching(next)
        && !asked.isClosed()) {
      askFor(next);
      next += cursor.stride();
    }
    return asked.takeFirst();
  }

  private void askFor(long offset) {
    SessionListParams params = cursor.pageAt(offset);
    CompletableFuture<PaginatedResourceResponse<Session>> response;
    try {
      response =
          prefetch > 0
              ? Objects.requireNonNull(port.getSessionListAsync(params), "the port's future")
              : CompletableFuture.completedFuture(port.getSessionList(params));
    } catch (Throwable e) {
      // Of a page that is asked for ahead, it counts only when that page is needed.
      response = CompletableFuture.failedFuture(e);
    }
    asked.add(offset, response);
  }
}
