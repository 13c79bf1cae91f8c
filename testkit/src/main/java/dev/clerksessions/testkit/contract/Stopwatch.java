package dev.clerksessions.testkit.contract;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Measures elapsed time and, beside it, how late this process runs a thread that only waits. A test
 * of a deadline can tell a late call from a busy machine with it:
 *
 * <pre>{@code
 * try (Stopwatch watch = Stopwatch.start()) {
 *   client.call(timeout);
 *   assertThat(watch.elapsed()).isLessThan(watch.allowing(timeout.plus(tolerance)));
 * }
 * }</pre>
 *
 * <p>On an idle machine {@link #allowing} adds next to nothing. Safe for use by many threads.
 */
public final class Stopwatch implements AutoCloseable {

  private static final long PERIOD_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

  /** The threads that end a call one after the other: timer, worker, selector and caller. */
  private static final int HAND_OVERS = 4;

  private final LongSupplier nanoTime;
  private final long start;
  private final CountDownLatch closed = new CountDownLatch(1);
  private volatile long due;
  private volatile long latenessNanos;

  /** For tests: takes the clock, and starts no reference thread. */
  Stopwatch(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
    start = nanoTime.getAsLong();
    due = start + PERIOD_NANOS;
  }

  /**
   * Starts measuring.
   *
   * @return a stopwatch to be closed, which ends its thread
   */
  public static Stopwatch start() {
    Stopwatch watch = new Stopwatch(System::nanoTime);
    Thread reference = new Thread(watch::measure, "stopwatch");
    reference.setDaemon(true);
    reference.start();
    return watch;
  }

  private void measure() {
    try {
      while (!closed.await(due - nanoTime.getAsLong(), TimeUnit.NANOSECONDS)) {
        long now = nanoTime.getAsLong();
        latenessNanos = Math.max(latenessNanos, now - due);
        due = now + PERIOD_NANOS;
      }
    } catch (InterruptedException e) {
      throw new IllegalStateException("only close ends a stopwatch", e);
    }
  }

  /**
   * Returns the time since the start.
   *
   * @return a duration that only grows
   */
  public Duration elapsed() {
    return Duration.ofNanos(nanoTime.getAsLong() - start);
  }

  /**
   * Extends a limit for a call by what the machine's load explains: as many times the worst
   * lateness of the reference thread as threads take part in ending a call.
   *
   * @param limit the time that the call may take on an idle machine
   * @return the time that it may have taken on this one, until now
   */
  public Duration allowing(Duration limit) {
    long overdue = nanoTime.getAsLong() - due;
    return limit.plusNanos(HAND_OVERS * Math.max(latenessNanos, overdue));
  }

  /** Ends the measurement and its thread. */
  @Override
  public void close() {
    closed.countDown();
  }
}
