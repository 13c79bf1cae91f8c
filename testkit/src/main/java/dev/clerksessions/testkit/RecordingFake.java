package dev.clerksessions.testkit;

import dev.clerksessions.SessionListParams;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the fake port and the fake server have in common: the calls they saw, and the trouble that a
 * test has in store for the next ones. Of several that are due to a call, it meets one: that of
 * {@code failNext} before that of its user, and that before {@code failEvery}. Safe for use by many
 * threads.
 */
public abstract sealed class RecordingFake permits InMemorySessions, FakeClerkServer {

  private static final int MOST_CALLS = 10_000;

  private final Clock clock;
  private final FaultSchedule script = new FaultSchedule();
  private final Deque<RecordedCall> calls = new ArrayDeque<>();

  RecordingFake(Clock clock) {
    this.clock = clock;
  }

  /**
   * What tells a call's time.
   *
   * @return the clock of the sessions
   */
  public final Clock clock() {
    return clock;
  }

  /**
   * Has trouble for the next calls, behind what was in store for next calls already.
   *
   * @param calls how many, 1 or more
   * @param trouble what each of them meets
   * @throws IllegalArgumentException when there are fewer
   */
  public final void failNext(int calls, Fault trouble) {
    script.next(calls, trouble);
  }

  /**
   * Has trouble for all calls that ask for a user.
   *
   * @param userId the user
   * @param trouble what each of them meets, instead of what was in store for the user
   */
  public final void failFor(String userId, Fault trouble) {
    script.ofUser(userId, trouble);
  }

  /**
   * Has trouble for every k-th call from now on.
   *
   * @param k 1 for all calls, 2 for the second, the fourth, and so on; 1 or more
   * @param trouble what each of them meets, instead of what was in store for every so many
   * @throws IllegalArgumentException when k is less
   */
  public final void failEvery(int k, Fault trouble) {
    script.every(k, trouble);
  }

  /** Ends all trouble: nothing is in store, and calls that are delayed or hang go on at once. */
  public final void clearFaults() {
    script.clearFaults();
  }

  /**
   * The calls as they came, those that met trouble included.
   *
   * @return the newest ten thousand, oldest first, unmodifiable
   */
  public final List<RecordedCall> calls() {
    synchronized (calls) {
      return List.copyOf(calls);
    }
  }

  /** Forgets the calls. */
  public final void clearCalls() {
    synchronized (calls) {
      calls.clear();
    }
  }

  /** Records a call and tells what it meets. */
  final FaultSchedule.Met meet(SessionListParams params) {
    RecordedCall call = new RecordedCall(params, clock.instant());
    synchronized (calls) {
      if (calls.size() == MOST_CALLS) {
        calls.remove();
      }
      calls.add(call);
    }
    return script.meet(params.userId());
  }

  /** Tells what a request that is no call of the port meets; it isn't recorded. */
  final FaultSchedule.Met meetUnrecorded(@Nullable String userId) {
    return script.meet(userId);
  }
}
