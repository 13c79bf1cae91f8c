package dev.clerksessions.testkit.contract;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Threads that cost next to nothing, on a JDK that has them. */
final class VirtualThreads {

  private VirtualThreads() {}

  /** Makes an executor with a thread a task: a virtual one since JDK 21. */
  static ExecutorService executor() {
    try {
      return (ExecutorService)
          Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
    } catch (NoSuchMethodException e) {
      return Executors.newCachedThreadPool();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("the JDK's virtual threads can't be used", e);
    }
  }
}
