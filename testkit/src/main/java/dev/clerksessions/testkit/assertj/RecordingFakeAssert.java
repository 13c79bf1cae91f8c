package dev.clerksessions.testkit.assertj;

import dev.clerksessions.SessionListParams;
import dev.clerksessions.testkit.RecordedCall;
import dev.clerksessions.testkit.RecordingFake;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.assertj.core.api.AbstractAssert;

/** Assertions on the calls that a fake received. */
// AssertJ is optional: a module that uses this type requires it itself.
@SuppressWarnings("exports")
public final class RecordingFakeAssert extends AbstractAssert<RecordingFakeAssert, RecordingFake> {

  RecordingFakeAssert(RecordingFake actual) {
    super(actual, RecordingFakeAssert.class);
  }

  /**
   * Verifies that the parameters of at least one call meet a condition.
   *
   * @param condition the condition
   * @return this
   */
  public RecordingFakeAssert wasCalledFor(Predicate<SessionListParams> condition) {
    isNotNull();
    if (actual.calls().stream().noneMatch(call -> condition.test(call.params()))) {
      fail("a call that meets the condition");
    }
    return this;
  }

  /**
   * Verifies that at least one call requested a user's sessions.
   *
   * @param userId the user
   * @return this
   */
  public RecordingFakeAssert wasCalledForUser(String userId) {
    isNotNull();
    if (actual.calls().stream().noneMatch(call -> userId.equals(call.params().userId()))) {
      fail("a call for user " + userId);
    }
    return this;
  }

  /**
   * Verifies the number of calls.
   *
   * @param times the number of calls, including those with a fault
   * @return this
   */
  public RecordingFakeAssert wasCalled(int times) {
    isNotNull();
    if (actual.calls().size() != times) {
      fail(times + " calls, but there were " + actual.calls().size());
    }
    return this;
  }

  /**
   * Verifies that there was no call.
   *
   * @return this
   */
  public RecordingFakeAssert wasNotCalled() {
    return wasCalled(0);
  }

  private void fail(String expectation) {
    List<RecordedCall> calls = actual.calls();
    throw failure(
        "Expected %s. The calls were:%s",
        expectation,
        calls.isEmpty()
            ? " none"
            : calls.stream()
                .map(call -> "\n  " + call.params() + " at " + call.at())
                .collect(Collectors.joining()));
  }
}
