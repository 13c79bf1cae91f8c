package dev.clerksessions.benchmarks;

import dev.clerksessions.SessionListParams;
import dev.clerksessions.SessionsPort;
import dev.clerksessions.transport.httpclient.HttpClientSessions;
import dev.clerksessions.transport.jdk.JdkSessions;

/** One way to list a page of sessions. */
interface Lister extends AutoCloseable {

  /** Returns how many sessions there were. */
  int list(int limit) throws Exception;

  @Override
  void close();

  static Lister jdk(String url) {
    JdkSessions sessions = JdkSessions.builder(StubProcess.config(url)).build();
    return of(sessions, sessions::close);
  }

  static Lister httpClient(String url) {
    HttpClientSessions sessions = HttpClientSessions.builder(StubProcess.config(url)).build();
    return of(sessions, sessions::close);
  }

  private static Lister of(SessionsPort port, Runnable close) {
    return new Lister() {
      @Override
      public int list(int limit) {
        return port.getSessionList(
                SessionListParams.builder().userId(StubServer.USER).limit(limit).build())
            .data()
            .size();
      }

      @Override
      public void close() {
        close.run();
      }
    };
  }

  /** What all requests ask for. */
  static String target(int limit) {
    return "/v1/sessions?user_id="
        + StubServer.USER
        + "&limit="
        + limit
        + "&offset=0&paginated=true";
  }
}
