package dev.clerksessions.testkit.contract;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;

/**
 * Runs each test in a thread group of its own, which the threads of all it starts are in too, and
 * fails the class when one of them outlives its test. They are looked for once, behind all tests,
 * since before JDK 21 the selector thread of {@code java.net.http} only ends when its client is
 * garbage.
 */
final class ThreadLeakExtension
    implements BeforeAllCallback, AfterAllCallback, InvocationInterceptor {

  private static final Namespace NAMESPACE = Namespace.create(ThreadLeakExtension.class);
  private static final long LONGEST_WAIT_NANOS = TimeUnit.MINUTES.toNanos(2);

  /** Threads of the JDK that serve the whole process, whoever needs them first. */
  private static final List<String> SHARED =
      List.of("CompletableFutureDelayScheduler", "process reaper", "Keep-Alive-Timer", "JFR ");

  ThreadLeakExtension() {}

  @Override
  public void beforeAll(ExtensionContext context) {
    store(context).put(ThreadGroup.class, new ThreadGroup(context.getDisplayName()));
  }

  @Override
  public void interceptBeforeEachMethod(
      Invocation<Void> invocation,
      ReflectiveInvocationContext<Method> method,
      ExtensionContext context)
      throws Throwable {
    runInGroup(invocation, context);
  }

  @Override
  public void interceptTestMethod(
      Invocation<Void> invocation,
      ReflectiveInvocationContext<Method> method,
      ExtensionContext context)
      throws Throwable {
    runInGroup(invocation, context);
  }

  @Override
  public void interceptTestTemplateMethod(
      Invocation<Void> invocation,
      ReflectiveInvocationContext<Method> method,
      ExtensionContext context)
      throws Throwable {
    runInGroup(invocation, context);
  }

  @Override
  public void interceptAfterEachMethod(
      Invocation<Void> invocation,
      ReflectiveInvocationContext<Method> method,
      ExtensionContext context)
      throws Throwable {
    runInGroup(invocation, context);
  }

  private static void runInGroup(Invocation<Void> invocation, ExtensionContext context)
      throws Throwable {
    ThreadGroup all = store(context).get(ThreadGroup.class, ThreadGroup.class);
    ThreadGroup own =
        store(context)
            .getOrComputeIfAbsent(
                context.getUniqueId(),
                id ->
                    new ThreadGroup(
                        all, context.getRequiredTestMethod().getName() + context.getDisplayName()),
                ThreadGroup.class);
    FutureTask<Void> task =
        new FutureTask<>(
            () -> {
              try {
                return invocation.proceed();
              } catch (Exception | Error e) {
                throw e;
              } catch (Throwable e) {
                throw new IllegalStateException("a test throws what is no exception", e);
              }
            });
    Thread thread = new Thread(own, task, "test");
    thread.start();
    try {
      task.get();
    } catch (InterruptedException e) {
      thread.interrupt();
      throw e;
    } catch (ExecutionException e) {
      throw e.getCause();
    }
  }

  @Override
  public void afterAll(ExtensionContext context) throws InterruptedException {
    ThreadGroup all = store(context).get(ThreadGroup.class, ThreadGroup.class);
    long deadline = System.nanoTime() + LONGEST_WAIT_NANOS;
    List<Thread> left = threads(all);
    while (!left.isEmpty() && System.nanoTime() < deadline) {
      System.gc();
      left.get(0).join(100);
      left = threads(all);
    }
    if (!left.isEmpty()) {
      throw new AssertionError("threads that tests left behind: " + described(left));
    }
  }

  private static List<Thread> threads(ThreadGroup group) {
    Thread[] found = new Thread[group.activeCount() + 64];
    int count = group.enumerate(found);
    List<Thread> own = new ArrayList<>(Arrays.asList(found).subList(0, count));
    own.removeIf(thread -> SHARED.stream().anyMatch(thread.getName()::startsWith));
    return own;
  }

  private static List<String> described(List<Thread> threads) {
    return threads.stream()
        .map(
            thread -> {
              ThreadGroup group = thread.getThreadGroup();
              return thread.getName() + " of " + (group == null ? "nobody" : group.getName());
            })
        .toList();
  }

  private static ExtensionContext.Store store(ExtensionContext context) {
    return context.getStore(NAMESPACE);
  }
}
