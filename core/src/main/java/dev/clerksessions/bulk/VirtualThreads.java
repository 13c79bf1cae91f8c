package dev.clerksessions.bulk;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import org.jspecify.annotations.Nullable;

/** Threads for calls that block: virtual ones since JDK 21, daemons before. */
final class VirtualThreads {

  // Compiled for 17, which has no such method.
  private static final @Nullable MethodHandle START_VIRTUAL = startVirtual();

  private VirtualThreads() {}

  static Thread start(String name, Runnable task) {
    if (START_VIRTUAL != null) {
      try {
        Thread thread = (Thread) START_VIRTUAL.invokeExact(task);
        thread.setName(name);
        return thread;
      } catch (RuntimeException | Error e) {
        throw e;
      } catch (Throwable e) {
        throw new IllegalStateException("a virtual thread can't be started", e);
      }
    }
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  private static @Nullable MethodHandle startVirtual() {
    try {
      return MethodHandles.publicLookup()
          .findStatic(
              Thread.class,
              "startVirtualThread",
              MethodType.methodType(Thread.class, Runnable.class));
    } catch (NoSuchMethodException | IllegalAccessException e) {
      return null;
    }
  }
}
