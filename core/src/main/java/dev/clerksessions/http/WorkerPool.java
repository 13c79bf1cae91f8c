package dev.clerksessions.http;

import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The threads on which a transport completes asynchronous calls: as many as are busy at once, so
 * that one that is blocked holds up no other. They are daemons and end after 10 idle seconds. Safe
 * for use by many threads.
 */
public final class WorkerPool implements Executor, AutoCloseable {

  private static final int IDLE_SECONDS = 10;

  private final ExecutorService threads;

  /**
   * Makes a pool that has no thread yet.
   *
   * @param name how its threads are called, before their number
   */
  public WorkerPool(String name) {
    AtomicInteger count = new AtomicInteger();
    threads =
        new ThreadPoolExecutor(
            0,
            Integer.MAX_VALUE,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            task -> {
              Thread thread = new Thread(task, name + "-" + count.incrementAndGet());
              thread.setDaemon(true);
              return thread;
            },
            // Late tasks of a stack that is being closed find nobody who waits for them.
            new ThreadPoolExecutor.DiscardPolicy());
  }

  @Override
  public void execute(Runnable task) {
    threads.execute(task);
  }

  /** Ends the threads when their tasks are done; tasks that come later are dropped. */
  @Override
  public void close() {
    threads.shutdown();
  }
}
