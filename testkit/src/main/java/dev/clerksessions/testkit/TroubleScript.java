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
final class TroubleScript {

  /** What a call has met: it goes on when {@code until} completes, in any way. */
  record Met(CompletableFuture<?> until, @Nullable Ending ending) {

    static final Met NOTHING = new Met(Trouble.NONE.begin(), null);
  }

  private final Deque<Trouble> next = new ArrayDeque<>();
  private final Map<String, Trouble> ofUser = new HashMap<>();
  private Trouble ofEvery = Trouble.NONE;
  private int every = 1;
  private int calls;
  private CompletableFuture<Void> recovery = new CompletableFuture<>();

  synchronized void next(int calls, Trouble trouble) {
    atLeastOne("calls", calls);
    Objects.requireNonNull(trouble, "trouble");
    for (int i = 0; i < calls; i++) {
      next.add(trouble);
    }
  }

  synchronized void ofUser(String userId, Trouble trouble) {
    ofUser.put(
        Objects.requireNonNull(userId, "userId"), Objects.requireNonNull(trouble, "trouble"));
  }

  synchronized void every(int k, Trouble trouble) {
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

  void recover() {
    CompletableFuture<Void> before;
    synchronized (this) {
      next.clear();
      ofUser.clear();
      ofEvery = Trouble.NONE;
      before = recovery;
      recovery = new CompletableFuture<>();
    }
    before.complete(null);
  }

  /** What a call that concerns a user, or none, meets. */
  Met meet(@Nullable String userId) {
    Trouble trouble;
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

  private Trouble troubleOf(@Nullable String userId) {
    calls = (calls + 1) % every;
    if (!next.isEmpty()) {
      return next.remove();
    }
    Trouble ofItsUser = userId == null ? null : ofUser.get(userId);
    if (ofItsUser != null) {
      return ofItsUser;
    }
    return calls == 0 ? ofEvery : Trouble.NONE;
  }
}
