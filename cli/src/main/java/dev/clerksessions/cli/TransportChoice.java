package dev.clerksessions.cli;

import com.google.inject.Module;
import dev.clerksessions.transport.httpclient.HttpClientSessionsModule;
import dev.clerksessions.transport.jdk.JdkSessionsModule;
import java.util.Locale;
import java.util.function.Supplier;

/** The HTTP stacks to choose from. */
enum TransportChoice {
  HTTPCLIENT(HttpClientSessionsModule::new),
  JDK(JdkSessionsModule::new);

  @SuppressWarnings("ImmutableEnumChecker") // A constructor reference.
  private final Supplier<Module> module;

  TransportChoice(Supplier<Module> module) {
    this.module = module;
  }

  String value() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Binds {@code SessionsPort}; needs a {@code ClerkConfig}. */
  Module module() {
    return module.get();
  }
}
