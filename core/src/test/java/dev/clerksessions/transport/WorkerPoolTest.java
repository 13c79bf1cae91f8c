package dev.clerksessions.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class WorkerPoolTest {

  private static final Duration SOON = Duration.ofSeconds(30);

  @Test
  void execute_whenAllThreadsAreBlocked_runsAllTheSame() {
    CountDownLatch release = new CountDownLatch(1);
    try (WorkerPool pool = new WorkerPool("test")) {
      CompletableFuture<Void> blocked = CompletableFuture.runAsync(() -> await(release), pool);
      CompletableFuture<Void> next = CompletableFuture.runAsync(() -> {}, pool);

      assertThat(next).succeedsWithin(SOON);
      assertThat(blocked).isNotDone();
      release.countDown();
      assertThat(blocked).succeedsWithin(SOON);
    }
  }

  @Test
  void threads_areNamedDaemons() {
    try (WorkerPool pool = new WorkerPool("test")) {
      CompletableFuture<Thread> thread = CompletableFuture.supplyAsync(Thread::currentThread, pool);

      assertThat(thread)
          .succeedsWithin(SOON)
          .returns("test-1", Thread::getName)
          .returns(true, Thread::isDaemon);
    }
  }

  /** The JDK's client ends its selector thread when the last task of each exchange has run. */
  @Test
  void execute_whenClosed_stillRunsTheTask() {
    WorkerPool pool = new WorkerPool("test");
    pool.close();

    assertThat(CompletableFuture.supplyAsync(Thread::currentThread, pool))
        .succeedsWithin(SOON)
        .returns("test-1", Thread::getName)
        .returns(true, Thread::isDaemon);
  }

  @Test
  void close_letsRunningTasksEnd() throws Exception {
    CountDownLatch release = new CountDownLatch(1);
    CountDownLatch started = new CountDownLatch(1);
    WorkerPool pool = new WorkerPool("test");
    CompletableFuture<Void> running =
        CompletableFuture.runAsync(
            () -> {
              started.countDown();
              await(release);
            },
            pool);
    assertThat(started.await(30, TimeUnit.SECONDS)).isTrue();

    pool.close();
    release.countDown();

    assertThat(running).succeedsWithin(SOON);
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
