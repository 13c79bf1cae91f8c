package dev.clerksessions.cli;

import dev.clerksessions.ratelimit.RateLimit;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Serves sample sessions until it is interrupted. */
@Command(
    name = "serve",
    description = {
      "Serves generated sessions on a loopback port, as the Backend API does.",
      "Runs until Ctrl-C (exit status 130) or a termination signal (143)."
    })
final class ServeCommand implements Callable<Integer> {

  private static final int MAX_USERS = 100;
  private static final int MAX_SESSIONS = 10_000;
  private static final int MAX_PORT = 65_535;

  private final ProcessContext around;

  @Spec
  @SuppressWarnings("NullAway.Init") // Set by picocli before anything runs.
  private CommandSpec spec;

  @Option(
      names = "--port",
      paramLabel = "N",
      description = "The port; default: 0, which selects a free port.")
  private int port;

  @Option(
      names = "--users",
      paramLabel = "N",
      description = "Users to generate, 1 to 100; default: ${DEFAULT-VALUE}.")
  private int users = 3;

  @Option(
      names = "--sessions-per-user",
      paramLabel = "N",
      description = "Sessions of each user, 0 to 10000; default: ${DEFAULT-VALUE}.")
  private int sessionsPerUser = 25;

  @Option(
      names = "--seed",
      paramLabel = "N",
      description = "The same seed generates the same ids; default: ${DEFAULT-VALUE}.")
  private long seed = 1;

  @Option(
      names = "--latency",
      paramLabel = "TIME",
      description = "Delay of each response, such as 50ms; default: none.")
  private @Nullable Duration latency;

  @Option(
      names = "--rate-limit",
      paramLabel = "N/TIME",
      description =
          "Respond with 429 beyond this number of requests, such as 100/10s; default: no limit.")
  private @Nullable RateLimit rateLimit;

  /**
   * Creates a command.
   *
   * @param around the process
   */
  ServeCommand(ProcessContext around) {
    this.around = around;
  }

  @Override
  public Integer call() {
    check("--port", port, 0, MAX_PORT);
    check("--users", users, 1, MAX_USERS);
    check("--sessions-per-user", sessionsPerUser, 0, MAX_SESSIONS);
    try (SampleServer server = start()) {
      print(server);
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return 0;
  }

  private SampleServer start() {
    SampleSessions samples = new SampleSessions(seed, around.clock().instant());
    try {
      return SampleServer.start(
          around.clock(),
          server ->
              server
                  .port(port)
                  .latency(latency == null ? Duration.ZERO : latency)
                  .rateLimit(rateLimit),
          samples.users(users, sessionsPerUser));
    } catch (UncheckedIOException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }

  private void print(SampleServer server) {
    PrintWriter out = ProcessContext.writer(around.out());
    out.println("Base URL:   " + server.url());
    out.println("Secret key: " + server.secretKey());
    server.userIds().forEach(user -> out.println("User:       " + user));
    out.println();
    out.println(
        "curl -H 'Authorization: Bearer "
            + server.secretKey()
            + "' '"
            + server.url()
            + "/v1/sessions?paginated=true&user_id="
            + server.userIds().get(0)
            + "'");
    out.flush();
  }

  private void check(String option, int value, int min, int max) {
    if (value < min || value > max) {
      throw new ParameterException(
          spec.commandLine(), option + " must be " + min + " to " + max + ", was " + value);
    }
  }
}
