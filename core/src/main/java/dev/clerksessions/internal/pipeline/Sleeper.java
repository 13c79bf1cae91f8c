package dev.clerksessions.internal.pipeline;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** Time for decorators that wait, so that tests can have a time of their own. */
interface Sleeper extends AutoCloseable {

  Clock clock();

  long nanoTime();

  /**
   * Blocks the calling thread.
   *
   * @throws dev.clerksessions.error.TransportException when this is closed, or was meanwhile
   */
  void sleep(Duration wait) throws InterruptedException;

  /**
   * Runs a task later, on a thread that may be blocked; none waits for it meanwhile.
   *
   * @return a future of the task's end, which fails when this is closed before the task begins
   */
  CompletableFuture<?> schedule(Duration wait, Runnable task);

  /** Ends all waits, and the threads when their tasks are done. */
  @Override
  void close();
}
