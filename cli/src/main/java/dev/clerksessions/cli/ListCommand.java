package dev.clerksessions.cli;

import com.google.inject.Module;
import dev.clerksessions.ClerkConfig;
import dev.clerksessions.PaginatedResourceResponse;
import dev.clerksessions.Session;
import dev.clerksessions.SessionListParams;
import dev.clerksessions.SessionStatus;
import dev.clerksessions.SessionsPort;
import dev.clerksessions.paging.SessionPage;
import dev.clerksessions.paging.SessionPager;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Lists one page of sessions, or all. */
@Command(
    name = "list",
    description = {
      "Lists a page of a user's or a client's sessions, newest first, or all of them.",
      "The secret key is read from CLERK_SECRET_KEY."
    })
final class ListCommand implements Callable<Integer> {

  private final ProcessContext around;
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
      description = "Maximum sessions to list, 1 to 500; default: 10.")
  private @Nullable Integer limit;

  @Option(
      names = "--offset",
      paramLabel = "N",
      description = "Newest sessions to skip; default: ${DEFAULT-VALUE}.")
  private long offset;

  @Option(
      names = "--output",
      paramLabel = "FORMAT",
      description = "table, json or csv; default: table.")
  private OutputFormat output = OutputFormat.TABLE;

  @Option(
      names = "--all",
      description =
          "List all sessions, page after page, instead of --limit; each exactly once, also if"
              + " sessions are created or removed during the run.")
  private boolean all;

  @Mixin private final ConnectionOptions connection = new ConnectionOptions();

  @Option(
      names = "--demo",
      description =
          "List the sample sessions of a server inside this process; needs no account, key or"
              + " network.")
  private boolean demo;

  /**
   * Creates a command.
   *
   * @param around the process
   * @param overrides bindings that replace the transport's
   */
  ListCommand(ProcessContext around, Module overrides) {
    this.around = around;
    this.overrides = overrides;
  }

  @Override
  public Integer call() throws IOException {
    if (all && limit != null) {
      throw new ParameterException(
          spec.commandLine(), "--all lists as many as there are, --limit can't be given with it");
    }
    if (demo) {
      listDemo();
    } else {
      SessionListParams params = connection.accepted(() -> params(userId, clientId));
      list(connection.config(around), params);
    }
    return 0;
  }

  private void listDemo() throws IOException {
    connection.refuseApiUrl("--demo starts its own API");
    try (SampleServer server = SampleServer.demo(around.clock())) {
      String user = userId == null && clientId == null ? server.userIds().get(0) : userId;
      SessionListParams params = connection.accepted(() -> params(user, clientId));
      list(connection.timed(server.config()), params);
    }
  }

  private void list(ClerkConfig config, SessionListParams params) throws IOException {
    try (CloseablePort sessions = connection.open(config, overrides)) {
      PaginatedResourceResponse<Session> page =
          all ? allPages(sessions.port(), params) : sessions.port().getSessionList(params);
      output.writer(around).write(page, around.out());
    }
  }

  private PaginatedResourceResponse<Session> allPages(
      SessionsPort sessions, SessionListParams params) {
    List<Session> data = new ArrayList<>();
    long totalCount = 0;
    try (Progress progress = Progress.start(around, "sessions");
        Stream<SessionPage> pages = SessionPager.of(sessions, params).pages()) {
      for (SessionPage page : (Iterable<SessionPage>) pages::iterator) {
        data.addAll(page.data());
        totalCount = page.totalCount();
        progress.reach(data.size(), totalCount - params.offset());
      }
    }
    return new PaginatedResourceResponse<>(data, Math.max(totalCount, data.size()));
  }

  private SessionListParams params(@Nullable String user, @Nullable String client) {
    return SessionListParams.builder()
        .userId(user)
        .clientId(client)
        .status(status)
        .limit(limit == null ? SessionListParams.DEFAULT_LIMIT : limit)
        .offset(offset)
        .build();
  }
}
