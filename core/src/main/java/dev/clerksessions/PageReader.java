package dev.clerksessions;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Asks for one page after the other, some of them ahead. The next page may be asked for only when
 * the one before has come; closing is for any thread at any time.
 */
final class PageReader {

  private final SessionsPort port;
  private final PageCursor cursor;
  private final int prefetch;
  private final AskedPages asked = new AskedPages();
  private long mostLeft;
  private long totalCount;

  PageReader(SessionsPort port, PageCursor cursor, int prefetch, long mostSessions) {
    this.port = port;
    this.cursor = cursor;
    this.prefetch = prefetch;
    mostLeft = mostSessions;
  }

  /**
   * Returns the next page with something new, or null behind the last one. After a failure it can
   * be asked for again.
   */
  CompletableFuture<@Nullable SessionPage> next() {
    if (cursor.ended() || mostLeft == 0) {
      asked.drop();
      return CompletableFuture.completedFuture(null);
    }
    if (asked.isClosed()) {
      return CompletableFuture.failedFuture(new CancellationException("the run was ended"));
    }
    AskedPages.Asked head = ask();
    return head.response()
        .handle((page, failure) -> failure == null ? accepted(head, page) : failed(failure))
        .thenCompose(Function.identity());
  }

  /** Gives up the pages that are under way, and asks for no more. */
  void close() {
    asked.close();
  }

  private CompletionStage<@Nullable SessionPage> accepted(
      AskedPages.Asked head, PaginatedResourceResponse<Session> page) {
    totalCount = page.totalCount();
    List<Session> fresh;
    try {
      fresh = cursor.accept(head.offset(), page, mostLeft);
    } catch (RuntimeException e) {
      return failed(e);
    }
    if (fresh == null) {
      if (asked.firstOffset(cursor.offset()) != cursor.offset()) {
        asked.drop();
      }
      return next();
    }
    mostLeft -= fresh.size();
    if (fresh.isEmpty()) {
      return next();
    }
    return CompletableFuture.completedFuture(
        new SessionPage(fresh, totalCount, cursor.checkpoint()));
  }

  private CompletionStage<@Nullable SessionPage> failed(Throwable failure) {
    asked.drop();
    return CompletableFuture.failedFuture(failure);
  }

  /** Asks for the next page, and for those behind it as far as they are to be prefetched. */
  private AskedPages.Asked ask() {
    if (asked.isEmpty()) {
      askFor(cursor.offset());
    }
    long next = asked.lastOffset() + cursor.stride();
    long end = Math.min(totalCount - cursor.overlap(), cursor.offset() + mostLeft);
    while (asked.size() <= prefetch && next < end && !asked.isClosed()) {
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
    } catch (RuntimeException e) {
      response = CompletableFuture.failedFuture(e);
    }
    asked.add(offset, response);
  }
}
