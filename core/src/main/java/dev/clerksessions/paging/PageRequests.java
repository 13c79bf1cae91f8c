package dev.clerksessions.paging;

import dev.clerksessions.PaginatedResourceResponse;
import dev.clerksessions.Session;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** The pages under way, in the order they were asked for. Safe for use by many threads. */
final class PageRequests {

  private final Deque<Asked> ahead = new ArrayDeque<>();
  private @Nullable Asked taken;
  private boolean closed;

  /** A page that was asked for. */
  record Asked(long offset, CompletableFuture<PaginatedResourceResponse<Session>> response) {}

  void add(long offset, CompletableFuture<PaginatedResourceResponse<Session>> response) {
    boolean tooLate;
    synchronized (this) {
      tooLate = closed;
      if (!tooLate) {
        ahead.add(new Asked(offset, response));
      }
    }
    if (tooLate) {
      response.cancel(true);
    }
  }

  /** Takes the page that is needed next; a cancelled one when another thread cancelled it. */
  synchronized Asked takeFirst() {
    Asked first = ahead.poll();
    if (first == null) {
      first =
          new Asked(
              0,
              CompletableFuture.failedFuture(new CancellationException("the page is cancelled")));
    }
    taken = first;
    return first;
  }

  synchronized boolean isEmpty() {
    return ahead.isEmpty();
  }

  synchronized int size() {
    return ahead.size();
  }

  synchronized long firstOffset(long otherwise) {
    Asked first = ahead.peekFirst();
    return first == null ? otherwise : first.offset();
  }

  synchronized long lastOffset() {
    Asked last = ahead.peekLast();
    return last == null ? 0 : last.offset();
  }

  synchronized boolean isClosed() {
    return closed;
  }

  /** Gives up the pages that were asked for ahead. */
  void drop() {
    List<Asked> dropped;
    synchronized (this) {
      dropped = List.copyOf(ahead);
      ahead.clear();
    }
    dropped.forEach(page -> page.response().cancel(true));
  }

  /** Gives up all pages, and those that are still to be added. */
  void close() {
    synchronized (this) {
      closed = true;
    }
    cancel();
  }

  /** Gives up all pages. */
  void cancel() {
    Asked current;
    synchronized (this) {
      current = taken;
    }
    drop();
    if (current != null) {
      current.response().cancel(true);
    }
  }
}
