package dev.clerksessions.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import com.google.inject.Module;
import dev.clerksessions.ClerkConfig;
import dev.clerksessions.Session;
import dev.clerksessions.SessionStatus;
import dev.clerksessions.bulk.BulkSessions;
import dev.clerksessions.bulk.UserSessions;
import dev.clerksessions.ratelimit.RateLimit;
import dev.clerksessions.ratelimit.RateLimiter;
import java.io.ByteArrayOutputStream;
import java.io.FileInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Lists all sessions of many users. */
@Command(
    name = "audit",
    description = {
      "Lists all sessions of many users: one line of JSON for each user, when it is complete, with"
          + " its sessions or its error.",
      "Stays within the rate limit of the secret key, which is read from CLERK_SECRET_KEY.",
      "With --output-file, an interrupted audit resumes when it is run again with the same users,"
          + " status, API and key. For standard input or a pipe, the users that were read before"
          + " must be the same. A user who occurs twice has two lines."
    })
final class AuditCommand implements Callable<Integer> {

  /** The maximum pause that the API may request. */
  private static final Duration LONGEST_WAIT = Duration.ofHours(1);

  private static final int SOME_FAILED = 8;

  private static final String STANDARD_INPUT = "-";

  private final ProcessContext around;
  private final Module overrides;

  @Spec
  @SuppressWarnings("NullAway.Init") // Set by picocli before anything runs.
  private CommandSpec spec;

  @Option(
      names = "--users-file",
      paramLabel = "FILE",
      required = true,
      description = "The users' ids, one per line, in UTF-8; - is standard input.")
  private String usersFile = STANDARD_INPUT;

  @Option(
      names = "--output-file",
      paramLabel = "FILE",
      description =
          "The output file: a new file, or that of an interrupted audit, whose"
              + " journal is FILE.resume until all users are listed; default: standard output.")
  private @Nullable Path outputFile;

  @Option(
      names = "--status",
      paramLabel = "STATUS",
      description = "Only sessions of this status; default: any.")
  private @Nullable SessionStatus status;

  @Option(
      names = "--concurrency",
      paramLabel = "N",
      description = "Users to list concurrently; default: ${DEFAULT-VALUE}.")
  private int concurrency = BulkSessions.DEFAULT_CONCURRENCY;

  @Option(
      names = "--rate-limit",
      paramLabel = "N/TIME",
      description =
          "Maximum requests in a period; default: 1000/10s for a key that begins with sk_live_,"
              + " 100/10s for others.")
  private @Nullable RateLimit rateLimit;

  @Mixin private final ConnectionOptions connection = new ConnectionOptions();

  private long listed;
  private long failed;
  private long sessions;

  /**
   * Creates a command.
   *
   * @param around the process
   * @param overrides bindings that replace the transport's
   */
  AuditCommand(ProcessContext around, Module overrides) {
    this.around = around;
    this.overrides = overrides;
  }

  @Override
  public Integer call() throws IOException {
    long start = System.nanoTime();
    ClerkConfig config = limited(connection.config(around));
    try (InputStream in = users();
        CloseablePort open = connection.open(config, overrides)) {
      BulkSessions bulk =
          connection.accepted(
              () ->
                  BulkSessions.builder(open.port())
                      .status(status)
                      .concurrency(concurrency)
                      .build());
      try (AuditSink lines = lines(config)) {
        long skipped = list(bulk, in, lines);
        report(skipped, lines.failedBefore(), Duration.ofNanos(System.nanoTime() - start));
        return failed + lines.failedBefore() == 0 ? 0 : SOME_FAILED;
      }
    } catch (AuditRefusedException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }

  /** Lists all users without a line, and returns the number of users with one. */
  private long list(BulkSessions bulk, InputStream in, AuditSink lines) throws IOException {
    UserList all = checkUsers(lines);
    if (all != null) {
      lines.recordUsers(all);
    }
    UserIdReader users = new UserIdReader(in, lines, all != null);
    try (Progress progress = Progress.start(around, "users");
        Stream<UserSessions> results = bulk.list(users)) {
      for (UserSessions user : (Iterable<UserSessions>) results::iterator) {
        lines.recordUsers(users.known());
        lines.write(users.arrived(user.userId()), user.userId(), user.error() != null, line(user));
        count(user);
        progress.reach(users.skipped() + listed + failed, all == null ? -1 : all.count());
      }
    }
    lines.complete();
    return users.skipped();
  }

  private ClerkConfig limited(ClerkConfig config) {
    // The wait for a rate limit permit may be long; --timeout applies to the attempts after it.
    ClerkConfig.Builder patient = config.toBuilder().callTimeout(LONGEST_WAIT);
    return (rateLimit == null ? patient : patient.rateLimiter(RateLimiter.of(rateLimit))).build();
  }

  /**
   * Checks all users before the first request, and returns their number for the progress bar, or
   * null if they can be read only once.
   */
  private @Nullable UserList checkUsers(AuditSink lines) throws IOException {
    if (usersFile.equals(STANDARD_INPUT) || !Files.isRegularFile(Path.of(usersFile))) {
      return null;
    }
    try (InputStream in = users()) {
      return new UserIdReader(in, lines, true).readAll();
    }
  }

  private InputStream users() {
    if (usersFile.equals(STANDARD_INPUT)) {
      return around.in();
    }
    try {
      // Not a channel's stream: closing that waits for a read that a silent pipe keeps.
      return new FileInputStream(usersFile);
    } catch (FileNotFoundException e) {
      throw new AuditRefusedException(
          "--users-file must be a file that can be read, was " + e.getMessage(), e);
    }
  }

  private AuditSink lines(ClerkConfig config) throws IOException {
    if (outputFile == null) {
      return new StreamSink(around.out());
    }
    requireAnotherFile(outputFile);
    requireAnotherFile(ResumableFileSink.journalOf(outputFile));
    return ResumableFileSink.open(outputFile, AuditSettings.of(status, config));
  }

  private void requireAnotherFile(Path file) throws IOException {
    if (usersFile.equals(STANDARD_INPUT)) {
      return;
    }
    boolean same;
    try {
      same = Files.isSameFile(file, Path.of(usersFile));
    } catch (NoSuchFileException e) {
      // The users were opened, so this one doesn't exist, or another audit has just deleted it.
      same = false;
    }
    if (same) {
      throw new AuditRefusedException(
          "--users-file must be another file than --output-file and its journal, was " + file);
    }
  }

  private byte[] line(UserSessions user) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    try (JsonGenerator json = SessionJson.FACTORY.createGenerator(line)) {
      json.writeStartObject();
      json.writeStringField("userId", user.userId());
      RuntimeException error = user.error();
      if (error == null) {
        json.writeArrayFieldStart("sessions");
        for (Session session : user.sessions()) {
          SessionJson.write(json, session);
        }
        json.writeEndArray();
      } else {
        json.writeObjectFieldStart("error");
        json.writeStringField("type", error.getClass().getSimpleName());
        json.writeStringField("message", around.redact(String.valueOf(error.getMessage())));
        json.writeEndObject();
      }
      json.writeEndObject();
      json.writeRaw('\n');
    }
    return line.toByteArray();
  }

  private void count(UserSessions user) {
    if (user.isComplete()) {
      listed++;
      sessions += user.sessions().size();
    } else {
      failed++;
    }
  }

  private void report(long skipped, long failedBefore, Duration took) {
    ProcessContext.writer(around.err())
        .printf(
            Locale.ROOT,
            "%d users listed with %d sessions, %d failed, %d done before%s, in %.1f s%n",
            listed,
            sessions,
            failed,
            skipped,
            failedBefore == 0 ? "" : " of whom " + failedBefore + " failed",
            took.toMillis() / 1000.0);
  }
}
