package dev.clerksessions.testkit.assertj;

import dev.clerksessions.PaginatedResourceResponse;
import dev.clerksessions.Session;
import dev.clerksessions.testkit.FakeClerkServer;
import dev.clerksessions.testkit.InMemorySessions;
import dev.clerksessions.testkit.RecordingFake;

/**
 * AssertJ for sessions, pages and fakes. Import {@code assertThat} from here beside AssertJ's own.
 */
public final class SessionAssertions {

  private SessionAssertions() {}

  /**
   * Begins with a session.
   *
   * @param actual the session
   * @return what can be said of it
   */
  public static SessionAssert assertThat(Session actual) {
    return new SessionAssert(actual);
  }

  /**
   * Begins with a page of sessions.
   *
   * @param actual the page
   * @return what can be said of it
   */
  public static SessionPageAssert assertThat(PaginatedResourceResponse<Session> actual) {
    return new SessionPageAssert(actual);
  }

  /**
   * Begins with a fake.
   *
   * @param actual an {@link InMemorySessions} or a {@link FakeClerkServer}
   * @return what can be said of the calls that it saw
   */
  public static RecordingFakeAssert assertThat(RecordingFake actual) {
    return new RecordingFakeAssert(actual);
  }
}
