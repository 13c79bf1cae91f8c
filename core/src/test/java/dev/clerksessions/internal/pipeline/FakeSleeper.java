package dev.clerksessions.internal.pipeline;

import dev.clerksessions.error.TransportException;
import dev.clerksessions.transport.WireResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** A time that passes only when somebody waits for it, or a test says so. */
final class FakeSleeper implements Sleeper {

  final List<Duration> waits = new ArrayList<>();
  final List<Runnable> later = new ArrayList<>();
  private long nanos;

  void pass(Duration time) {
    nanos += time.toNanos();
  }

  @Override
  public Clock clock() {
    return Clock.fixed(Instant.EPOCH.plusNanos(nanos), ZoneOffset.UTC);
  }

  @Override
  public long nanoTime() {
    return nanos;
  }

  @Override
  public void sleep(Duration wait) throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    waits.add(wait);
    pass(wait);
  }

  @Override
  public CompletableFuture<?> schedule(Duration wait, Runnable task) {
    waits.add(wait);
    CompletableFuture<Void> timer = new CompletableFuture<>();
    long due = nanos + wait.toNanos();
    later.add(
        () -> {
          nanos = Math.max(nanos, due);
          timer.complete(null);
        });
    return timer.thenRun(task);
  }

  /** Lets time pass until a call is complete, and returns or throws how it ended. */
  WireResponse finish(CompletableFuture<WireResponse> call) {
    while (!call.isDone()) {
      later.remove(0).run();
    }
    try {
      return call.get();
    } catch (ExecutionException e) {
      throw (TransportException) e.getCause();
    } catch (InterruptedException e) {
      throw new AssertionError("nobody interrupts this", e);
    }
  }

  @Override
  public void close() {}
}
