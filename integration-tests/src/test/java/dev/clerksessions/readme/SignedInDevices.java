package dev.clerksessions.readme;

import com.google.inject.Inject;
import dev.clerksessions.Session;
import dev.clerksessions.SessionListParams;
import dev.clerksessions.SessionStatus;
import dev.clerksessions.SessionsPort;
import java.util.List;
import java.util.Objects;

class SignedInDevices {

  private final SessionsPort sessions;

  @Inject
  SignedInDevices(SessionsPort sessions) {
    this.sessions = sessions;
  }

  List<String> of(String userId) {
    SessionListParams params =
        SessionListParams.builder().userId(userId).status(SessionStatus.ACTIVE).build();
    return sessions.getSessionList(params).data().stream()
        .map(Session::latestActivity)
        .filter(Objects::nonNull)
        .map(activity -> activity.browserName() + " in " + activity.city())
        .toList();
  }
}
