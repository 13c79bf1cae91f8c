package dev.clerksessions;

import dev.clerksessions.error.CallInterruptedException;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/** Waits for each page. */
final class PageIterator implements Iterator<SessionPage> {

  private final PageReader reader;
  private @Nullable SessionPage page;
  private boolean ended;

  PageIterator(PageReader reader) {
    this.reader = reader;
  }

  @Override
  public boolean hasNext() {
    if (page == null && !ended) {
      page = await(reader.next());
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

  private @Nullable SessionPage await(CompletableFuture<@Nullable SessionPage> next) {
    try {
      return next.get();
    } catch (InterruptedException e) {
      reader.close();
      Thread.currentThread().interrupt();
      throw new CallInterruptedException(e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw new IllegalStateException("a page can't be read", e.getCause());
    }
  }
}
