package dev.clerksessions.testkit;

import dev.clerksessions.PaginatedResourceResponse;
import dev.clerksessions.Session;
import dev.clerksessions.SessionListParams;
import dev.clerksessions.SessionsPort;
import dev.clerksessions.error.ClerkException;

/** The two ways of calling a port, which must give the same. */
enum PortWay {
  BLOCKING {
    @Override
    PaginatedResourceResponse<Session> list(SessionsPort port, SessionListParams params) {
      try {
        return port.getSessionList(params);
      } catch (ClerkException e) {
        throw KeptSecrets.checked(e);
      }
    }
  },
  ASYNCHRONOUS {
    @Override
    PaginatedResourceResponse<Session> list(SessionsPort port, SessionListParams params) {
      return KeptSecrets.checkedResult(port.getSessionListAsync(params));
    }
  };

  abstract PaginatedResourceResponse<Session> list(SessionsPort port, SessionListParams params);
}
