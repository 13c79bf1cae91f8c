package dev.clerksessions.transport;

import dev.clerksessions.error.CallTimeoutException;
import dev.clerksessions.error.ClerkException;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * An answer to come, with a deadline: for transports whose stack has a callback. The transport
 * completes it; when it is late or cancelled first, it ends the exchange. Safe for use by many
 * threads.
 */
public final class PendingResponse extends CompletableFuture<WireResponse> {

  private final Runnable abort;
  private final CompletableFuture<@Nullable Void> timer = new CompletableFuture<>();

  /**
   * Starts waiting.
   *
   * @param timeout the time from now to the whole answer
   * @param executor completes this when it is late, since the thread that keeps time must not be
   *     blocked by what depends on this
   * @param abort ends the exchange; called at most once, when this is late, cancelled or aborted
   */
  public PendingResponse(Duration timeout, Executor executor, Runnable abort) {
    this(timeout, executor, abort, () -> TransportExceptions.LATE);
  }

  /**
   * Starts waiting for a response that has more than one way to be too late.
   *
   * @param timeout the time from now to the whole response
   * @param executor as above
   * @param abort as above
   * @param what describes what timed out, when it does, such as {@code no free connection}
   */
  public PendingResponse(
      Duration timeout, Executor executor, Runnable abort, Supplier<String> what) {
    this.abort = abort;
    CompletableFuture<?> unused =
        timer
            .orTimeout(timeout.toNanos(), TimeUnit.NANOSECONDS)
            .whenComplete(
                (nothing, late) -> {
                  if (late instanceof TimeoutException) {
                    executor.execute(
                        () -> abort(new CallTimeoutException(what.get(), timeout, null)));
                  }
                });
  }

  /**
   * Completes as an exchange does.
   *
   * @param exchange a future of the same response
   */
  public void follow(CompletableFuture<WireResponse> exchange) {
    var unused =
        exchange.whenComplete(
            (response, failure) -> {
              if (failure == null) {
                complete(response);
              } else {
                completeExceptionally(failure);
              }
            });
  }

  /**
   * Fails for a reason of the transport's own, such as being closed, and ends the exchange.
   *
   * @param failure why; nothing happens when this is already complete
   */
  public void abort(ClerkException failure) {
    end(failure);
  }

  private void end(Throwable failure) {
    if (completeExceptionally(failure)) {
      abort.run();
    }
  }

  @Override
  public boolean complete(WireResponse response) {
    timer.complete(null);
    return super.complete(response);
  }

  @Override
  public boolean completeExceptionally(Throwable failure) {
    timer.complete(null);
    return super.completeExceptionally(failure);
  }

  @Override
  public boolean cancel(boolean mayInterruptIfRunning) {
    // The superclass's says true each time: it can't tell who is first and has to end the exchange.
    end(new CancellationException());
    return isCancelled();
  }
}
