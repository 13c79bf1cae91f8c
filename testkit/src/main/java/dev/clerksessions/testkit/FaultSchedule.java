package dev.clerksessions.testkit;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/** Decides which fault applies to which call. Safe for use by many threads. */
final class FaultSchedule {

  /**
   * The fault that applies to a call, which continues when {@code until} completes, even
   * exceptionally.
   */
  record Applied(CompletableFuture<?> until, @Nullable FaultOutcome outcome) {

    static final Applied NONE = new Applied(Fault.NONE.begin(), null);
  }

  private final Deque<Fault> next = new ArrayDeque<>();
  private final Map<String, Fault> byUser = new HashMap<>();
  private Fault everyFault = Fault.NONE;
  private int every = 1;
  private int calls;
  private CompletableFuture<Void> cleared = new CompletableFuture<>();

  synchronized void failNext(int calls, Fault fault) {
    atLeastOne("calls", calls);
    Objects.requireNonNull(fault, "fault");
    for (int i = 0; i < calls; i++) {
      next.add(fault);
    }
  }

  synchronized void failFor(String userId, Fault fault) {
    byUser.put(Objects.requireNonNull(userId, "userId"), Objects.requireNonNull(fault, "fault"));
  }

  synchronized void failEvery(int k, Fault fault) {
    atLeastOne("k", k);
    everyFault = Objects.requireNonNull(fault, "fault");
    every = k;
    calls = 0;
  }

  private static void atLeastOne(String name, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(name + " must be 1 or more, was " + value);
    }
  }

  void clearFaults() {
    CompletableFuture<Void> previous;
    synchronized (this) {
      next.clear();
      byUser.clear();
      everyFault = Fault.NONE;
      previous = cleared;
      cleared = new CompletableFuture<>();
    }
    previous.complete(null);
  }

  /** Returns the fault of the next call, which is for the given user if there is one. */
  Applied nextFault(@Nullable String userId) {
    Fault fault;
    CompletableFuture<Void> end;
    synchronized (this) {
      fault = faultOf(userId);
      end = cleared;
    }
    CompletableFuture<?> wait = fault.begin();
    return new Applied(wait.isDone() ? wait : CompletableFuture.anyOf(wait, end), fault.outcome());
  }

  /** Waits for the future; its value or exception is ignored. */
  static void await(CompletableFuture<?> until) throws InterruptedException {
    try {
      until.handle((value, failure) -> true).get();
    } catch (ExecutionException e) {
      throw new AssertionError("a handled failure can't fail", e);
    }
  }

  private Fault faultOf(@Nullable String userId) {
    calls = (calls + 1) % every;
    if (!next.isEmpty()) {
      return next.remove();
    }
    Fault userFault = userId == null ? null : byUser.get(userId);
    if (userFault != null) {
      return userFault;
    }
    return calls == 0 ? everyFault : Fault.NONE;
  }
}
