package dev.clerksessions.paging;

import dev.clerksessions.PaginatedResourceResponse;
import dev.clerksessions.Session;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Page requests in progress, in the order of their start. Safe for use by many threads. */
final class PageRequests {

  private final Deque<PageRequest> ahead = new ArrayDeque<>();
  private @Nullable PageRequest taken;
  private boolean closed;

  /** A page request and its future response. */
  record PageRequest(long offset, CompletableFuture<PaginatedResourceResponse<Session>> response) {}

  void add(long offset, CompletableFuture<PaginatedResourceResponse<Session>> response) {
    boolean rejected;
    synchronized (this) {
      rejected = closed;
      if (!rejected) {
        ahead.add(new PageRequest(offset, response));
      }
    }
    if (rejected) {
      response.cancel(true);
    }
  }

  /** Removes and returns the first request, or a cancelled request if none remains. */
  synchronized PageRequest takeFirst() {
    PageRequest first = ahead.poll();
    if (first == null) {
      first =
          new PageRequest(
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
    PageRequest first = ahead.peekFirst();
    return first == null ? otherwise : first.offset();
  }

  synchronized long lastOffset() {
    PageRequest last = ahead.peekLast();
    return last == null ? 0 : last.offset();
  }

  synchronized boolean isClosed() {
    return closed;
  }

  /** Cancels the prefetched pages. */
  void cancelPrefetched() {
    List<PageRequest> prefetched;
    synchronized (this) {
      prefetched = List.copyOf(ahead);
      ahead.clear();
    }
    prefetched.forEach(page -> page.response().cancel(true));
  }

  /** Cancels all requests, including those that are added later. */
  void close() {
    synchronized (this) {
      closed = true;
    }
    cancel();
  }

  /** Cancels all requests. */
  void cancel() {
    PageRequest current;
    synchronized (this) {
      current = taken;
    }
    cancelPrefetched();
    if (current != null) {
      current.response().cancel(true);
    }
  }
}
