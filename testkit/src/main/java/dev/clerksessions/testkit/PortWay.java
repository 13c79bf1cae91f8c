package dev.clerksessions.testkit;

import dev.clerksessions.PaginatedResourceResponse;
import dev.clerksessions.Session;
import dev.clerksessions.SessionListParams;
import dev.clerksessions.SessionsPort;
import dev.clerksessions.error.ClerkException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

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
      try {
        return port.getSessionListAsync(params).get(30, TimeUnit.SECONDS);
      } catch (ExecutionException e) {
        if (e.getCause() instanceof ClerkException failure) {
          throw KeptSecrets.checked(failure);
        }
        throw new AssertionError("the future fails with what isn't a ClerkException", e);
      } catch (InterruptedException | TimeoutException e) {
        throw new AssertionError("the future isn't complete after 30 s", e);
      }
    }
  };

  abstract PaginatedResourceResponse<Session> list(SessionsPort port, SessionListParams params);
}
