package dev.clerksessions.transport.httpclient;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import dev.clerksessions.ClerkConfig;
import dev.clerksessions.SessionsPort;

/**
 * Binds {@link SessionsPort} to one {@link HttpClientSessions}, made from the injector's {@link
 * ClerkConfig}. Close it by asking the injector for the {@code HttpClientSessions}.
 */
// Guice is optional: a module that uses this type requires it itself.
@SuppressWarnings("exports")
public final class HttpClientSessionsModule extends AbstractModule {

  /** Makes a module that needs a {@link ClerkConfig} bound beside it. */
  public HttpClientSessionsModule() {}

  @Override
  protected void configure() {
    bind(SessionsPort.class).to(HttpClientSessions.class);
  }

  @Provides
  @Singleton
  HttpClientSessions sessions(ClerkConfig config) {
    return HttpClientSessions.builder(config).build();
  }
}
