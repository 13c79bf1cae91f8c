package dev.clerksessions.testkit.junit;

import dev.clerksessions.SessionsPort;
import dev.clerksessions.testkit.FakeClerkServer;
import dev.clerksessions.testkit.InMemorySessions;
import dev.clerksessions.testkit.ManualClock;
import dev.clerksessions.testkit.SessionFixtures;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Injects new fakes as parameters into each test and its before-each and after-each methods:
 *
 * <ul>
 *   <li>{@link InMemorySessions}, empty, or {@link SessionsPort}, which is the same;
 *   <li>{@link ManualClock}, the clock of the sessions, at the start of 2026;
 *   <li>{@link FakeClerkServer}, which serves the sessions, started on first use;
 *   <li>{@link SessionFixtures}, the same in each test.
 * </ul>
 *
 * <p>After each test, the server is closed and stalled calls continue. Tests may run in parallel.
 */
// JUnit is optional: a module that uses this type requires it itself.
@SuppressWarnings("exports")
public final class ClerkExtension implements ParameterResolver, AfterEachCallback {

  private static final Namespace NAMESPACE = Namespace.create(ClerkExtension.class);
  private static final long SEED = 1;

  private static final Map<Class<?>, Function<Fakes, Object>> PARAMETERS =
      Map.of(
          InMemorySessions.class, fakes -> fakes.sessions,
          SessionsPort.class, fakes -> fakes.sessions,
          ManualClock.class, fakes -> fakes.clock,
          FakeClerkServer.class, Fakes::server,
          SessionFixtures.class, fakes -> fakes.fixtures);

  /** For JUnit, which creates the extension. */
  public ClerkExtension() {}

  /** The fakes of one test. */
  private static final class Fakes {

    private final ManualClock clock = new ManualClock();
    private final InMemorySessions sessions = new InMemorySessions(clock);
    private final SessionFixtures fixtures = SessionFixtures.seeded(SEED);
    private @Nullable FakeClerkServer server;

    private synchronized FakeClerkServer server() {
      if (server == null) {
        server = FakeClerkServer.start(sessions);
      }
      return server;
    }

    private synchronized void close() {
      sessions.clearFaults();
      if (server != null) {
        server.close();
      }
    }
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return PARAMETERS.containsKey(parameter.getParameter().getType())
        && context.getTestMethod().isPresent();
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    Fakes fakes =
        context
            .getStore(NAMESPACE)
            .getOrComputeIfAbsent(Fakes.class, type -> new Fakes(), Fakes.class);
    Function<Fakes, Object> ofType = PARAMETERS.get(parameter.getParameter().getType());
    if (ofType == null) {
      throw new IllegalArgumentException("parameter must be supported, was " + parameter);
    }
    return ofType.apply(fakes);
  }

  @Override
  public void afterEach(ExtensionContext context) {
    Fakes fakes = context.getStore(NAMESPACE).get(Fakes.class, Fakes.class);
    if (fakes != null) {
      fakes.close();
    }
  }
}
