package dev.clerksessions.testkit.guice;

import com.google.inject.AbstractModule;
import dev.clerksessions.SessionsPort;
import dev.clerksessions.testkit.InMemorySessions;

/**
 * Binds {@link SessionsPort} to an {@link InMemorySessions}, in place of a transport's module:
 *
 * <pre>{@code
 * Injector injector =
 *     Guice.createInjector(
 *         Modules.override(new ApplicationModule()).with(new FakeSessionsModule(sessions)));
 * }</pre>
 *
 * <p>The transport that the application's module installs is then never made, unless the injector
 * is asked for that transport's own class or is in stage {@code PRODUCTION}.
 */
// Guice is optional: a module that uses this type requires it itself.
@SuppressWarnings("exports")
public final class FakeSessionsModule extends AbstractModule {

  private final InMemorySessions sessions;

  /**
   * Makes a module.
   *
   * @param sessions what is injected, as {@code SessionsPort} and as {@code InMemorySessions}
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
