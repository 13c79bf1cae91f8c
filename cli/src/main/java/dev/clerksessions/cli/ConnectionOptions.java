package dev.clerksessions.cli;

import com.google.inject.Guice;
import com.google.inject.Module;
import com.google.inject.util.Modules;
import dev.clerksessions.ClerkConfig;
import dev.clerksessions.SessionsPort;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Options for the connection to the API. */
final class ConnectionOptions {

  @Spec(Spec.Target.MIXEE)
  @SuppressWarnings("NullAway.Init") // Set by picocli before anything runs.
  private CommandSpec spec;

  @Option(
      names = "--transport",
      paramLabel = "STACK",
      description = "The HTTP stack: httpclient or jdk; default: httpclient.")
  private TransportChoice transport = TransportChoice.HTTPCLIENT;

  @Option(
      names = "--api-url",
      paramLabel = "URL",
      description =
          "The API's URL; default: CLERK_API_URL, or " + ClerkConfig.DEFAULT_API_URL + ".")
  private @Nullable String apiUrl;

  @Option(
      names = "--timeout",
      paramLabel = "TIME",
      description =
          "Timeout for a page, such as 500ms, 30s or 2m; default: 30s. In an audit,"
              + " for each attempt: waits for a rate limit permit, and those that the API requests"
              + " before a retry, don't count.")
  private Duration timeout = Duration.ofSeconds(30);

  /** The environment's configuration, with these options. */
  ClerkConfig config(ProcessContext around) {
    return accepted(() -> fromEnvironment(around));
  }

  private ClerkConfig fromEnvironment(ProcessContext around) {
    if (apiUrl == null) {
      return timed(ClerkConfig.fromEnvironment(around.environment()));
    }
    Map<String, String> environment = new HashMap<>(around.environment());
    environment.remove("CLERK_API_URL");
    return timed(ClerkConfig.fromEnvironment(environment).toBuilder().apiUrl(apiUrl).build());
  }

  ClerkConfig timed(ClerkConfig config) {
    Duration connect = config.connectTimeout();
    return config.toBuilder()
        .connectTimeout(connect.compareTo(timeout) < 0 ? connect : timeout)
        .attemptTimeout(timeout)
        .callTimeout(timeout)
        .build();
  }

  void refuseApiUrl(String reason) {
    if (apiUrl != null) {
      throw new ParameterException(
          spec.commandLine(), reason + ", --api-url can't be given with it");
    }
  }

  CloseablePort open(ClerkConfig config, Module overrides) {
    return new CloseablePort(
        Guice.createInjector(
                Modules.override(
                        transport.module(),
                        binder -> binder.bind(ClerkConfig.class).toInstance(config))
                    .with(overrides))
            .getInstance(SessionsPort.class));
  }

  /** Converts the library's exception to a usage error. */
  <T> T accepted(Supplier<T> checked) {
    try {
      return checked.get();
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }
}
