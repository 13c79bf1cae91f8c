package dev.clerksessions.bapi;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;

/** What {@link CompletableFuture} leaves to its users. */
final class Futures {

  private Futures() {}

  /**
   * Maps a future's value as {@code thenApply} does, but fails with the exception itself instead of
   * a wrapped one, and passes cancelling on to the source.
   */
  static <T, R> CompletableFuture<R> mapped(
      CompletableFuture<T> source, Function<? super T, ? extends R> mapper) {
    CompletableFuture<R> result = source.<R>thenApply(mapper).exceptionallyCompose(Futures::failed);
    CompletableFuture<R> unused =
        result.whenComplete(
            (value, failure) -> {
              if (result.isCancelled()) {
                source.cancel(true);
              }
            });
    return result;
  }

  private static <R> CompletableFuture<R> failed(Throwable failure) {
    return CompletableFuture.failedFuture(
        failure instanceof CompletionException && failure.getCause() != null
            ? failure.getCause()
            : failure);
  }
}
