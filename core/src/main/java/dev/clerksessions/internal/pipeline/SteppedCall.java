package dev.clerksessions.internal.pipeline;

import dev.clerksessions.transport.WireResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** A call in steps, one of which runs or is waited for; cancelling the call ends that one. */
class SteppedCall extends CompletableFuture<WireResponse> {

  private volatile @Nullable CompletableFuture<?> step;

  /** Makes this the step that cancelling ends. */
  final void enter(CompletableFuture<?> next) {
    step = next;
    if (isCancelled()) {
      next.cancel(true);
    }
  }

  /** Goes on later; fails when it can't, or when going on does. */
  final void pause(Sleeper sleeper, Duration wait, Runnable next) {
    CompletableFuture<?> pause = new CompletableFuture<>();
    // Before it begins: after a short one, what is next may enter its own step at once.
    enter(pause);
    CompletableFuture<?> later = sleeper.schedule(wait, next);
    CompletableFuture<?> unused =
        later.whenComplete(
            (nothing, failure) -> {
              if (failure != null) {
                completeExceptionally(unwrapped(failure));
              }
            });
    unused = pause.whenComplete((nothing, cancelled) -> later.cancel(true));
  }

  /** A future that depends on another one fails with a wrapped exception. */
  static Throwable unwrapped(Throwable failure) {
    return failure instanceof CompletionException && failure.getCause() != null
        ? failure.getCause()
        : failure;
  }

  @Override
  public boolean cancel(boolean mayInterruptIfRunning) {
    boolean cancelled = super.cancel(mayInterruptIfRunning);
    CompletableFuture<?> current = step;
    if (cancelled && current != null) {
      current.cancel(true);
    }
    return cancelled;
  }
}
