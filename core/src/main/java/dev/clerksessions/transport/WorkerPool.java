package dev.clerksessions.transport;

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

  private final String name;
  private final AtomicInteger count = new AtomicInteger();
  private final ExecutorService threads;

  /**
   * Makes a pool that has no thread yet.
   *
   * @param name how its threads are called, before their number
   */
  public WorkerPool(String name) {
    this.name = name;
    threads =
        new ThreadPoolExecutor(
            0,
            Integer.MAX_VALUE,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            this::thread,
            // A stack that is being closed counts what it has begun, and ends when that is done.
            (lateTask, closed) -> thread(lateTask).start());
  }

  private Thread thread(Runnable task) {
    Thread thread = new Thread(task, name + "-" + count.incrementAndGet());
    thread.setDaemon(true);
    return thread;
  }

  @Override
  public void execute(Runnable task) {
    threads.execute(task);
  }

  /** Ends the threads when their tasks are done; a task that comes later gets its own. */
  @Override
  public void close() {
    threads.shutdown();
  }
}
