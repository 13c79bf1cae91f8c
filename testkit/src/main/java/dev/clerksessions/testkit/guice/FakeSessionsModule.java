package dev.clerksessions.testkit.guice;

import com.google.inject.AbstractModule;
import dev.clerksessions.SessionsPort;
import dev.clerksessions.testkit.InMemorySessions;

/**
 * Binds {@link SessionsPort} to an {@link InMemorySessions}, instead of a transport's module:
 *
 * <pre>{@code
 * Injector injector =
 *     Guice.createInjector(
 *         Modules.override(new ApplicationModule()).with(new FakeSessionsModule(sessions)));
 * }</pre>
 *
 * <p>The injector then does not create the transport that the application's module installs, unless
 * that transport's class is requested or the stage is {@code PRODUCTION}.
 */
// Guice is optional: a module that uses this type requires it itself.
@SuppressWarnings("exports")
public final class FakeSessionsModule extends AbstractModule {

  private final InMemorySessions sessions;

  /**
   * Creates a module.
   *
   * @param sessions the instance to inject, as {@code SessionsPort} and as {@code InMemorySessions}
   */
  public FakeSessionsModule(InMemorySessions sessions) {
    this.sessions = sessions;
  }

  @Override
  protected void configure() {
    bind(SessionsPort.class).toInstance(sessions);
    bind(InMemorySessions.class).toInstance(sessions);
  }
}
