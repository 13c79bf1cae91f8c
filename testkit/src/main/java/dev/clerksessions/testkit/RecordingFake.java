package dev.clerksessions.testkit;

import dev.clerksessions.SessionListParams;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The base of the fake port and the fake server: it records calls and injects faults. At most one
 * fault applies to a call: {@code failNext} takes precedence over {@code failFor}, and {@code
 * failFor} over {@code failEvery}. Safe for use by many threads.
 */
public abstract sealed class RecordingFake permits InMemorySessions, FakeClerkServer {

  private static final int MAX_CALLS = 10_000;

  private final Clock clock;
  private final FaultSchedule schedule = new FaultSchedule();
  private final Deque<RecordedCall> calls = new ArrayDeque<>();

  RecordingFake(Clock clock) {
    this.clock = clock;
  }

  /**
   * Returns the clock that the times of calls come from.
   *
   * @return the clock of the sessions
   */
  public final Clock clock() {
    return clock;
  }

  /**
   * Injects a fault into the next calls, after those that already have a fault scheduled.
   *
   * @param calls the number of calls, 1 or more
   * @param fault the fault of each call
   * @throws IllegalArgumentException when {@code calls} is less than 1
   */
  public final void failNext(int calls, Fault fault) {
    schedule.failNext(calls, fault);
  }

  /**
   * Injects a fault into all calls for a user's sessions.
   *
   * @param userId the user
   * @param fault the fault of each call; it replaces an earlier fault for this user
   */
  public final void failFor(String userId, Fault fault) {
    schedule.failFor(userId, fault);
  }

  /**
   * Injects a fault into every k-th call from now on.
   *
   * @param k 1 or more: 1 for all calls, 2 for the second, the fourth, and so on
   * @param fault the fault of each such call; it replaces an earlier {@code failEvery}
   * @throws IllegalArgumentException when {@code k} is less than 1
   */
  public final void failEvery(int k, Fault fault) {
    schedule.failEvery(k, fault);
  }

  /** Removes all scheduled faults. Delayed and stalled calls continue immediately. */
  public final void clearFaults() {
    schedule.clearFaults();
  }

  /**
   * Returns the recorded calls, including those with a fault.
   *
   * @return the newest 10,000 calls, oldest first, unmodifiable
   */
  public final List<RecordedCall> calls() {
    synchronized (calls) {
      return List.copyOf(calls);
    }
  }

  /** Clears the recorded calls. */
  public final void clearCalls() {
    synchronized (calls) {
      calls.clear();
    }
  }

  /** Records a call and returns its fault. */
  final FaultSchedule.Applied recordCall(SessionListParams params) {
    RecordedCall call = new RecordedCall(params, clock.instant());
    synchronized (calls) {
      if (calls.size() == MAX_CALLS) {
        calls.remove();
      }
      calls.add(call);
    }
    return schedule.nextFault(params.userId());
  }

  /** Returns the fault of a request that is not a call of the port. The request is not recorded. */
  final FaultSchedule.Applied nextFault(@Nullable String userId) {
    return schedule.nextFault(userId);
  }
}
