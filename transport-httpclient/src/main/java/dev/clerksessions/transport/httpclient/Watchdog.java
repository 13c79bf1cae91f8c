package dev.clerksessions.transport.httpclient;

import dev.clerksessions.transport.TransportExceptions;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.hc.core5.concurrent.Cancellable;
import org.jspecify.annotations.Nullable;

/**
 * Calls off blocking exchanges that are late or whose thread was interrupted: a blocking read
 * notices neither. One daemon thread looks at all of them every few milliseconds, which costs an
 * exchange no more than an entry in a set, and ends when there was none for a while.
 */
final class Watchdog {

  private static final long TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(5);
  private static final int TICKS_BEFORE_END = 200;

  private final Set<Watch> watches = ConcurrentHashMap.newKeySet();
  private volatile @Nullable Thread thread;
  private volatile boolean closed;

  /** Watches an exchange of the calling thread until {@link Watch#end()}. */
  Watch watch(Cancellable exchange, Duration timeout) {
    Watch watch = new Watch(exchange, System.nanoTime() + timeout.toNanos());
    watches.add(watch);
    if (closed) {
      watch.end();
      throw TransportExceptions.closed(null);
    }
    if (thread == null) {
      start();
    }
    return watch;
  }

  /** Calls off all exchanges, and takes no more. */
  void close() {
    closed = true;
    watches.forEach(Watch::cancel);
    LockSupport.unpark(thread);
  }

  private synchronized void start() {
    if (thread == null && !closed) {
      Thread fresh = new Thread(this::run, "clerk-sessions-httpclient-watchdog");
      fresh.setDaemon(true);
      fresh.start();
      thread = fresh;
    }
  }

  private void run() {
    try {
      check();
    } finally {
      // If it broke, the next exchange starts another one.
      gone();
    }
  }

  private synchronized void gone() {
    if (Thread.currentThread().equals(thread)) {
      thread = null;
    }
  }

  private void check() {
    int ticksWithoutWatch = 0;
    while (!closed && (ticksWithoutWatch < TICKS_BEFORE_END || !ended())) {
      ticksWithoutWatch = watches.isEmpty() ? ticksWithoutWatch + 1 : 0;
      long now = System.nanoTime();
      watches.forEach(watch -> watch.check(now));
      LockSupport.parkNanos(this, TICK_NANOS);
    }
  }

  /**
   * Returns whether the thread may end: a watch that came meanwhile has seen it and starts none.
   */
  private synchronized boolean ended() {
    Thread self = thread;
    thread = null;
    if (watches.isEmpty()) {
      return true;
    }
    thread = self;
    return false;
  }

  /** One exchange. */
  final class Watch {

    private final Cancellable exchange;
    private final Thread caller = Thread.currentThread();
    private final long deadline;
    private volatile boolean late;
    private volatile boolean calledOff;

    private Watch(Cancellable exchange, long deadline) {
      this.exchange = exchange;
      this.deadline = deadline;
    }

    boolean isLate() {
      return late;
    }

    boolean isCalledOff() {
      return calledOff;
    }

    boolean isClosed() {
      return closed;
    }

    void end() {
      watches.remove(this);
    }

    private void check(long now) {
      late = now - deadline >= 0;
      if (late || caller.isInterrupted()) {
        cancel();
      }
    }

    private synchronized void cancel() {
      if (!calledOff) {
        calledOff = true;
        exchange.cancel();
      }
    }
  }
}
