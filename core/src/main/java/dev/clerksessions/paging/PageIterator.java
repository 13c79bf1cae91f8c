package dev.clerksessions.paging;

import dev.clerksessions.error.CallInterruptedException;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Waits for each page. When that is interrupted, the request is cancelled, and the next call goes
 * on where this one was: with the page, if it came all the same, else by asking for it again.
 */
final class PageIterator implements Iterator<SessionPage> {

  private final PageReader reader;
  private @Nullable CompletableFuture<@Nullable SessionPage> interrupted;
  private @Nullable SessionPage page;
  private boolean ended;

  PageIterator(PageReader reader) {
    this.reader = reader;
  }

  @Override
  public boolean hasNext() {
    if (page == null && !ended) {
      page = read();
      ended = page == null;
    }
    return page != null;
  }

  @Override
  public SessionPage next() {
    if (!hasNext() || page == null) {
      throw new NoSuchElementException("there is no session behind the last one");
    }
    SessionPage next = page;
    page = null;
    return next;
  }

  private @Nullable SessionPage read() {
    CompletableFuture<@Nullable SessionPage> pending = interrupted;
    if (pending != null) {
      try {
        return await(pending);
      } catch (CancellationException e) {
        // Cancelled by the interrupt: it is asked for again, unless the run was ended since.
        return await(reader.next());
      }
    }
    return await(reader.next());
  }

  private @Nullable SessionPage await(CompletableFuture<@Nullable SessionPage> next) {
    interrupted = null;
    try {
      return next.get();
    } catch (InterruptedException e) {
      interrupted = next;
      reader.cancel();
      Thread.currentThread().interrupt();
      throw new CallInterruptedException(e);
    } catch (ExecutionException e) {
      Throwable failure = e.getCause();
      if (failure instanceof Error error) {
        throw error;
      }
      if (failure instanceof RuntimeException exception) {
        throw exception;
      }
      throw new IllegalStateException("a page can't be read", failure);
    }
  }
}
