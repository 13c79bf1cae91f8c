package dev.clerksessions.testkit.assertj;

import dev.clerksessions.SessionListParams;
import dev.clerksessions.testkit.RecordedCall;
import dev.clerksessions.testkit.RecordingFake;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.assertj.core.api.AbstractAssert;

/** What a test can say of the calls that a fake saw. */
// AssertJ is optional: a module that uses this type requires it itself.
@SuppressWarnings("exports")
public final class RecordingFakeAssert extends AbstractAssert<RecordingFakeAssert, RecordingFake> {

  RecordingFakeAssert(RecordingFake actual) {
    super(actual, RecordingFakeAssert.class);
  }

  /**
   * A call asked for what a condition describes.
   *
   * @param condition of its parameters
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
   * A call asked for a user's sessions.
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
   * There were so many calls.
   *
   * @param times how many, those that met trouble included
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
   * There was no call.
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
