package dev.clerksessions.bapi;

import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * A future of another one's value, mapped. Unlike {@code thenApply}'s it fails with the exception
 * itself instead of a wrapped one, and passes cancelling on to the source.
 */
final class MappedFuture<T, R> extends CompletableFuture<R> {

  private final CompletableFuture<T> source;

  MappedFuture(CompletableFuture<T> source, Function<? super T, ? extends R> mapper) {
    this.source = source;
    var unused =
        source.whenComplete(
            (value, failure) -> {
              if (failure == null) {
                completeWith(mapper, value);
              } else {
                completeExceptionally(failure);
              }
            });
  }

  private void completeWith(Function<? super T, ? extends R> mapper, T value) {
    try {
      complete(mapper.apply(value));
    } catch (RuntimeException | Error e) {
      completeExceptionally(e);
    }
  }

  @Override
  public boolean cancel(boolean mayInterruptIfRunning) {
    boolean cancelled = super.cancel(mayInterruptIfRunning);
    if (cancelled) {
      source.cancel(mayInterruptIfRunning);
    }
    return cancelled;
  }
}
