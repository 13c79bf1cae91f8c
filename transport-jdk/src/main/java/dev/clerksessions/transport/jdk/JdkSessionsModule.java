package dev.clerksessions.transport.jdk;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import dev.clerksessions.ClerkConfig;
import dev.clerksessions.SessionsPort;

/**
 * Binds {@link SessionsPort} to one {@link JdkSessions}, made from the injector's {@link
 * ClerkConfig}. Close it by asking the injector for the {@code JdkSessions}.
 */
// Guice is optional: a module that uses this type requires it itself.
@SuppressWarnings("exports")
public final class JdkSessionsModule extends AbstractModule {

  /** Makes a module that needs a {@link ClerkConfig} bound beside it. */
  public JdkSessionsModule() {}

  @Override
  protected void configure() {
    bind(SessionsPort.class).to(JdkSessions.class);
  }

  @Provides
  @Singleton
  JdkSessions sessions(ClerkConfig config) {
    return JdkSessions.builder(config).build();
  }
}
