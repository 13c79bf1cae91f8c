package dev.clerksessions.testkit.assertj;

import dev.clerksessions.PaginatedResourceResponse;
import dev.clerksessions.Session;
import java.util.List;
import java.util.function.Consumer;
import org.assertj.core.api.AbstractAssert;

/** Assertions on a page of sessions. */
// AssertJ is optional: a module that uses this type requires it itself.
@SuppressWarnings("exports")
public final class SessionPageAssert
    extends AbstractAssert<SessionPageAssert, PaginatedResourceResponse<Session>> {

  SessionPageAssert(PaginatedResourceResponse<Session> actual) {
    super(actual, SessionPageAssert.class);
  }

  /**
   * Verifies the total count.
   *
   * @param totalCount the number of matches on all pages
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
   * Verifies that the page has exactly these sessions, in this order.
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
   * Verifies that the page has no sessions. The total count may still be above zero.
   *
   * @return this
   */
  public SessionPageAssert isEmpty() {
    return hasSessions();
  }

  /**
   * Verifies that all sessions of the page satisfy a requirement.
   *
   * @param requirement the assertions on each session
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
