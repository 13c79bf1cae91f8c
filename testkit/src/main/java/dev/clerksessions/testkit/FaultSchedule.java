package dev.clerksessions.testkit;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/** Which call meets which trouble. Safe for use by many threads. */
final class FaultSchedule {

  /** What a call has met: it goes on when {@code until} completes, in any way. */
  record Met(CompletableFuture<?> until, @Nullable FaultOutcome ending) {

    static final Met NOTHING = new Met(Fault.NONE.begin(), null);
  }

  private final Deque<Fault> next = new ArrayDeque<>();
  private final Map<String, Fault> ofUser = new HashMap<>();
  private Fault ofEvery = Fault.NONE;
  private int every = 1;
  private int calls;
  private CompletableFuture<Void> recovery = new CompletableFuture<>();

  synchronized void next(int calls, Fault trouble) {
    atLeastOne("calls", calls);
    Objects.requireNonNull(trouble, "trouble");
    for (int i = 0; i < calls; i++) {
      next.add(trouble);
    }
  }

  synchronized void ofUser(String userId, Fault trouble) {
    ofUser.put(
        Objects.requireNonNull(userId, "userId"), Objects.requireNonNull(trouble, "trouble"));
  }

  synchronized void every(int k, Fault trouble) {
    atLeastOne("k", k);
    ofEvery = Objects.requireNonNull(trouble, "trouble");
    every = k;
    calls = 0;
  }

  private static void atLeastOne(String name, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(name + " must be 1 or more, was " + value);
    }
  }

  void clearFaults() {
    CompletableFuture<Void> before;
    synchronized (this) {
      next.clear();
      ofUser.clear();
      ofEvery = Fault.NONE;
      before = recovery;
      recovery = new CompletableFuture<>();
    }
    before.complete(null);
  }

  /** What a call that concerns a user, or none, meets. */
  Met meet(@Nullable String userId) {
    Fault trouble;
    CompletableFuture<Void> end;
    synchronized (this) {
      trouble = troubleOf(userId);
      end = recovery;
    }
    CompletableFuture<?> wait = trouble.begin();
    return new Met(wait.isDone() ? wait : CompletableFuture.anyOf(wait, end), trouble.ending());
  }

  /** Waits; how it completes means nothing. */
  static void await(CompletableFuture<?> until) throws InterruptedException {
    try {
      until.handle((value, failure) -> true).get();
    } catch (ExecutionException e) {
      throw new AssertionError("what handles a failure has none", e);
    }
  }

  private Fault troubleOf(@Nullable String userId) {
    calls = (calls + 1) % every;
    if (!next.isEmpty()) {
      return next.remove();
    }
    Fault ofItsUser = userId == null ? null : ofUser.get(userId);
    if (ofItsUser != null) {
      return ofItsUser;
    }
    return calls == 0 ? ofEvery : Fault.NONE;
  }
}
