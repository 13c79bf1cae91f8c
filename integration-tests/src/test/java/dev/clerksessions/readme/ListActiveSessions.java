package dev.clerksessions.readme;

import dev.clerksessions.ClerkConfig;
import dev.clerksessions.PaginatedResourceResponse;
import dev.clerksessions.Session;
import dev.clerksessions.SessionListParams;
import dev.clerksessions.SessionStatus;
import dev.clerksessions.transport.httpclient.HttpClientSessions;

class ListActiveSessions {

  public static void main(String[] args) {
    ClerkConfig config = ClerkConfig.fromEnvironment(); // CLERK_SECRET_KEY
    try (HttpClientSessions sessions = HttpClientSessions.builder(config).build()) {
      SessionListParams params =
          SessionListParams.builder().userId("user_123").status(SessionStatus.ACTIVE).build();
      PaginatedResourceResponse<Session> page = sessions.getSessionList(params);
      for (Session session : page.data()) {
        System.out.println(session.id() + ", last active " + session.lastActiveAt());
      }
      System.out.println(page.data().size() + " of " + page.totalCount());
    }
  }
}
