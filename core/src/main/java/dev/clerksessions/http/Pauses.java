package dev.clerksessions.http;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Time for decorators that wait, so that tests can have a time of their own. */
interface Pauses extends AutoCloseable {

  /** The time of this machine, and threads of the given name for what is done later. */
  static Pauses real(String threads) {
    return new Real(new WorkerPool(threads));
  }

  Clock clock();

  long nanoTime();

  /** Blocks the calling thread. */
  void sleep(Duration wait) throws InterruptedException;

  /** Runs a task later, on a thread that may be blocked; none waits for it meanwhile. */
  CompletableFuture<?> later(Duration wait, Runnable task);

  /** Ends the threads when their tasks are done. */
  @Override
  void close();

  /** The time of this machine. */
  record Real(WorkerPool workers) implements Pauses {

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
      TimeUnit.NANOSECONDS.sleep(wait.toNanos());
    }

    @Override
    public CompletableFuture<?> later(Duration wait, Runnable task) {
      return new CompletableFuture<Void>()
          .completeOnTimeout(null, wait.toNanos(), TimeUnit.NANOSECONDS)
          .thenRunAsync(task, workers);
    }

    @Override
    public void close() {
      workers.close();
    }
  }
}
