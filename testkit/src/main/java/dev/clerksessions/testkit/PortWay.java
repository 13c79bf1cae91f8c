package dev.clerksessions.testkit;

import dev.clerksessions.PaginatedResourceResponse;
import dev.clerksessions.Session;
import dev.clerksessions.SessionListParams;
import dev.clerksessions.SessionsPort;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The two ways of calling a port, which must give the same. */
enum PortWay {
  BLOCKING {
    @Override
    PaginatedResourceResponse<Session> list(SessionsPort port, SessionListParams params) {
      return port.getSessionList(params);
    }
  },
  ASYNCHRONOUS {
    @Override
    PaginatedResourceResponse<Session> list(SessionsPort port, SessionListParams params) {
      try {
        return port.getSessionListAsync(params).get(30, TimeUnit.SECONDS);
      } catch (ExecutionException | InterruptedException | TimeoutException e) {
        throw new AssertionError("the future gives no page", e);
      }
    }
  };

  abstract PaginatedResourceResponse<Session> list(SessionsPort port, SessionListParams params);
}
