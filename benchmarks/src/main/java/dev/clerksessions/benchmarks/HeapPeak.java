package dev.clerksessions.benchmarks;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryType;
import java.util.concurrent.locks.LockSupport;

/**
 * The most that lived on the heap, above what lived there before: looked at all the time, each time
 * after a full collection, since garbage doesn't count.
 */
final class HeapPeak implements AutoCloseable {

  private static final long PAUSE_NANOS = 20_000_000;

  private final long before;
  private final Thread watcher = new Thread(this::watchHeap, "heap-peak");
  private volatile long peak;
  private volatile boolean ended;

  private HeapPeak() {
    before = live();
    peak = before;
  }

  static HeapPeak watch() {
    HeapPeak heap = new HeapPeak();
    heap.watcher.setDaemon(true);
    heap.watcher.start();
    return heap;
  }

  long addedKib() {
    return Math.max(0, peak - before) / 1024;
  }

  private void watchHeap() {
    while (!ended) {
      peak = Math.max(peak, live());
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }

  static long live() {
    System.gc();
    return ManagementFactory.getMemoryPoolMXBeans().stream()
        .filter(pool -> pool.getType() == MemoryType.HEAP && pool.getCollectionUsage() != null)
        .mapToLong(pool -> pool.getCollectionUsage().getUsed())
        .sum();
  }

  @Override
  public void close() {
    ended = true;
  }
}
