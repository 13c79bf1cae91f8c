package dev.clerksessions.cli;

import com.google.inject.Guice;
import com.google.inject.Module;
import com.google.inject.util.Modules;
import dev.clerksessions.ClerkConfig;
import dev.clerksessions.PaginatedResourceResponse;
import dev.clerksessions.Session;
import dev.clerksessions.SessionListParams;
import dev.clerksessions.SessionStatus;
import dev.clerksessions.SessionsPort;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Lists one page of sessions. */
@Command(
    name = "list",
    description = {
      "Lists one page of a user's or a client's sessions, newest first.",
      "The secret key is taken from CLERK_SECRET_KEY."
    })
final class ListCommand implements Callable<Integer> {

  private final Surroundings around;
  private final Module overrides;

  @Spec
  @SuppressWarnings("NullAway.Init") // Set by picocli before anything runs.
  private CommandSpec spec;

  @Option(names = "--user-id", paramLabel = "ID", description = "List this user's sessions.")
  private @Nullable String userId;

  @Option(
      names = "--client-id",
      paramLabel = "ID",
      description = "List this client's sessions; with --user-id, those that belong to both.")
  private @Nullable String clientId;

  @Option(
      names = "--status",
      paramLabel = "STATUS",
      description =
          "Only those of this status: abandoned, active, ended, expired, pending, removed,"
              + " replaced or revoked.")
  private @Nullable SessionStatus status;

  @Option(
      names = "--limit",
      paramLabel = "N",
      description = "Sessions to list at most, 1 to 500; ${DEFAULT-VALUE} if not given.")
  private int limit = SessionListParams.DEFAULT_LIMIT;

  @Option(
      names = "--offset",
      paramLabel = "N",
      description = "Newest sessions to skip; ${DEFAULT-VALUE} if not given.")
  private long offset;

  @Option(
      names = "--output",
      paramLabel = "FORMAT",
      description = "table, json or csv; table if not given.")
  private OutputFormat output = OutputFormat.TABLE;

  @Option(
      names = "--transport",
      paramLabel = "STACK",
      description = "The HTTP stack: httpclient or jdk; httpclient if not given.")
  private TransportChoice transport = TransportChoice.HTTPCLIENT;

  @Option(
      names = "--api-url",
      paramLabel = "URL",
      description =
          "Where the API is; CLERK_API_URL or " + ClerkConfig.DEFAULT_API_URL + " if not given.")
  private @Nullable String apiUrl;

  @Option(
      names = "--timeout",
      paramLabel = "TIME",
      description = "How long to wait, such as 500ms, 30s or 2m; 30s if not given.")
  private Duration timeout = Duration.ofSeconds(30);

  @Option(
      names = "--demo",
      description =
          "List the sample sessions of a server inside this process: no account, no key, no"
              + " network.")
  private boolean demo;

  /**
   * Makes a command.
   *
   * @param around the process
   * @param overrides bindings that win over the transport's
   */
  ListCommand(Surroundings around, Module overrides) {
    this.around = around;
    this.overrides = overrides;
  }

  @Override
  public Integer call() throws IOException {
    if (demo) {
      listDemo();
    } else {
      SessionListParams params = accepted(() -> params(userId, clientId));
      list(accepted(this::environmentConfig), params);
    }
    return 0;
  }

  private void listDemo() throws IOException {
    if (apiUrl != null) {
      throw new ParameterException(
          spec.commandLine(), "--demo has an API of its own, --api-url can't be given with it");
    }
    try (SampleServer server = SampleServer.demo(around.clock())) {
      String user = userId == null && clientId == null ? server.userIds().get(0) : userId;
      SessionListParams params = accepted(() -> params(user, clientId));
      list(timed(server.config()), params);
    }
  }

  private void list(ClerkConfig config, SessionListParams params) throws IOException {
    SessionsPort sessions =
        Guice.createInjector(
                Modules.override(
                        transport.module(),
                        binder -> binder.bind(ClerkConfig.class).toInstance(config))
                    .with(overrides))
            .getInstance(SessionsPort.class);
    try {
      PaginatedResourceResponse<Session> page = sessions.getSessionList(params);
      output.writer(around).write(page, around.out());
    } finally {
      close(sessions);
    }
  }

  private static void close(SessionsPort sessions) {
    if (sessions instanceof AutoCloseable open) {
      try {
        open.close();
      } catch (Exception e) {
        throw new IllegalStateException("the transport can't be closed", e);
      }
    }
  }

  private SessionListParams params(@Nullable String user, @Nullable String client) {
    return SessionListParams.builder()
        .userId(user)
        .clientId(client)
        .status(status)
        .limit(limit)
        .offset(offset)
        .build();
  }

  private ClerkConfig environmentConfig() {
    if (apiUrl == null) {
      return timed(ClerkConfig.fromEnvironment(around.environment()));
    }
    Map<String, String> environment = new HashMap<>(around.environment());
    environment.remove("CLERK_API_URL");
    return timed(ClerkConfig.fromEnvironment(environment).toBuilder().apiUrl(apiUrl).build());
  }

  private ClerkConfig timed(ClerkConfig config) {
    Duration connect = config.connectTimeout();
    return config.toBuilder()
        .connectTimeout(connect.compareTo(timeout) < 0 ? connect : timeout)
        .attemptTimeout(timeout)
        .callTimeout(timeout)
        .build();
  }

  /** Makes of the library's refusal one of the command line. */
  private <T> T accepted(Supplier<T> checked) {
    try {
      return checked.get();
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }
}
