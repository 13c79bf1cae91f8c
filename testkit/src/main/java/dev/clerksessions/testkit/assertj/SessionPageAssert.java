package dev.clerksessions.testkit.assertj;

import dev.clerksessions.PaginatedResourceResponse;
import dev.clerksessions.Session;
import java.util.List;
import java.util.function.Consumer;
import org.assertj.core.api.AbstractAssert;

/** What a test can say of a page of sessions. */
// AssertJ is optional: a module that uses this type requires it itself.
@SuppressWarnings("exports")
public final class SessionPageAssert
    extends AbstractAssert<SessionPageAssert, PaginatedResourceResponse<Session>> {

  SessionPageAssert(PaginatedResourceResponse<Session> actual) {
    super(actual, SessionPageAssert.class);
  }

  /**
   * It tells so many in all.
   *
   * @param totalCount how many match, on whatever page they are
   * @return this
   */
  public SessionPageAssert hasTotalCount(long totalCount) {
    isNotNull();
    if (actual.totalCount() != totalCount) {
      fail("a total count of " + totalCount + ", but it is " + actual.totalCount());
    }
    return this;
  }

  /**
   * It has just these sessions, in this order.
   *
   * @param ids their ids
   * @return this
   */
  public SessionPageAssert hasSessions(String... ids) {
    isNotNull();
    List<String> there = actual.data().stream().map(Session::id).toList();
    if (!there.equals(List.of(ids))) {
      fail("the sessions " + List.of(ids) + ", but it has " + there);
    }
    return this;
  }

  /**
   * There is no session on it. The total may tell of others, on pages before it.
   *
   * @return this
   */
  public SessionPageAssert isEmpty() {
    return hasSessions();
  }

  /**
   * Something holds for all of its sessions.
   *
   * @param requirement says what, with assertions
   * @return this
   */
  public SessionPageAssert allSatisfy(Consumer<SessionAssert> requirement) {
    isNotNull();
    actual.data().forEach(session -> requirement.accept(new SessionAssert(session)));
    return this;
  }

  private void fail(String expectation) {
    throw failure(
        "Expected a page with %s. Of %s in all it has %s",
        expectation,
        actual.totalCount(),
        actual.data().stream()
            .map(session -> session.id() + " (" + session.rawStatus() + ")")
            .toList());
  }
}
