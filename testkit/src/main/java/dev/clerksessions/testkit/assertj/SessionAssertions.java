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
   * Creates assertions on a session.
   *
   * @param actual the session
   * @return the assertions
   */
  public static SessionAssert assertThat(Session actual) {
    return new SessionAssert(actual);
  }

  /**
   * Creates assertions on a page of sessions.
   *
   * @param actual the page
   * @return the assertions
   */
  public static SessionPageAssert assertThat(PaginatedResourceResponse<Session> actual) {
    return new SessionPageAssert(actual);
  }

  /**
   * Creates assertions on a fake.
   *
   * @param actual an {@link InMemorySessions} or a {@link FakeClerkServer}
   * @return assertions on the calls that the fake received
   */
  public static RecordingFakeAssert assertThat(RecordingFake actual) {
    return new RecordingFakeAssert(actual);
  }
}
