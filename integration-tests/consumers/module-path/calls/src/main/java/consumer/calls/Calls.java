package consumer.calls;

import dev.clerksessions.SessionListParams;
import dev.clerksessions.SessionsPort;
import dev.clerksessions.paging.SessionPager;
import java.util.concurrent.TimeUnit;

/** Fails by an exception. */
public final class Calls {

  private static final SessionListParams PARAMS =
      SessionListParams.builder().userId("user_1").build();

  private Calls() {}

  /** Expects a user without sessions. */
  public static void make(SessionsPort sessions) throws Exception {
    expect(sessions.getClass().getModule().isNamed(), "the port is of no module");
    expect(sessions.getSessionList(PARAMS).totalCount() == 0, "blocking: a session is there");
    expect(
        sessions.getSessionListAsync(PARAMS).get(20, TimeUnit.SECONDS).totalCount() == 0,
        "asynchronous: a session is there");
    expect(SessionPager.of(sessions, PARAMS).stream().findAny().isEmpty(), "a page has a session");
    System.out.printf(
        "Module path: %s with %s, Java %s%n",
        System.getProperty("jdk.module.main"),
        sessions.getClass().getSimpleName(),
        System.getProperty("java.version"));
  }

  /** Expects that no module of these is there. */
  public static void expectAbsent(String... modules) {
    for (String module : modules) {
      expect(ModuleLayer.boot().findModule(module).isEmpty(), module + " is on the module path");
    }
  }

  /** Fails with a message unless it is right. */
  public static void expect(boolean right, String otherwise) {
    if (!right) {
      throw new IllegalStateException(otherwise);
    }
  }
}
