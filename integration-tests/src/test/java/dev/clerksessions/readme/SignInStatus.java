package dev.clerksessions.readme;

import dev.clerksessions.SessionListParams;
import dev.clerksessions.SessionStatus;
import dev.clerksessions.SessionsPort;
import dev.clerksessions.error.ClerkException;
import dev.clerksessions.error.RateLimitedException;

class SignInStatus {

  private final SessionsPort sessions;

  SignInStatus(SessionsPort sessions) {
    this.sessions = sessions;
  }

  String of(String userId) {
    SessionListParams active =
        SessionListParams.builder().userId(userId).status(SessionStatus.ACTIVE).build();
    try {
      long count = sessions.getSessionList(active).totalCount();
      return count == 0 ? "signed out" : "signed in on " + count;
    } catch (RateLimitedException e) {
      return "ask again after " + e.retryAfter();
    } catch (ClerkException e) {
      return "unknown";
    }
  }
}
