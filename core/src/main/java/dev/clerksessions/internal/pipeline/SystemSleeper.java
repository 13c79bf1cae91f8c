package dev.clerksessions.internal.pipeline;

import dev.clerksessions.transport.TransportExceptions;
import dev.clerksessions.transport.WorkerPool;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The time of this machine. */
final class SystemSleeper implements Sleeper {

  private final WorkerPool workers;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Set<CompletableFuture<@Nullable Void>> timers = ConcurrentHashMap.newKeySet();

  /** Has threads of the given name for what is done later. */
  SystemSleeper(String threads) {
    workers = new WorkerPool(threads);
  }

  @Override
  public Clock clock() {
    return Clock.systemUTC();
  }

  @Override
  public long nanoTime() {
    return System.nanoTime();
  }

  @Override
  public void sleep(Duration wait) throws InterruptedException {
    if (closed.await(wait.toNanos(), TimeUnit.NANOSECONDS)) {
      throw TransportExceptions.closed(null);
    }
  }

  @Override
  public CompletableFuture<?> schedule(Duration wait, Runnable task) {
    CompletableFuture<@Nullable Void> timer = new CompletableFuture<>();
    timers.add(timer);
    CompletableFuture<?> done =
        timer
            .completeOnTimeout(null, wait.toNanos(), TimeUnit.NANOSECONDS)
            .thenRunAsync(task, workers);
    var unused =
        done.whenComplete(
            (nothing, failure) -> {
              ended(timer);
              // Of use when it is the task that was cancelled.
              timer.cancel(false);
            });
    if (closed.getCount() == 0) {
      end(timer);
    }
    return done;
  }

  @SuppressWarnings("CollectionUndefinedEquality") // One and the same future is meant.
  private void ended(CompletableFuture<@Nullable Void> timer) {
    timers.remove(timer);
  }

  private static void end(CompletableFuture<@Nullable Void> timer) {
    timer.completeExceptionally(TransportExceptions.closed(null));
  }

  @Override
  public void close() {
    closed.countDown();
    timers.forEach(SystemSleeper::end);
    workers.close();
  }
}
