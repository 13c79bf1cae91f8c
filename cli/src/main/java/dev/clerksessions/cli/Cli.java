package dev.clerksessions.cli;

import com.google.inject.Module;
import dev.clerksessions.RateLimit;
import dev.clerksessions.SessionStatus;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;

/** The command, apart from the process it runs in. */
final class Cli {

  private static final Set<SessionStatus> SENDABLE =
      EnumSet.complementOf(EnumSet.of(SessionStatus.UNRECOGNIZED));

  private final Surroundings around;
  private final Module overrides;

  /**
   * Makes a command.
   *
   * @param around the process, or what stands for it
   * @param overrides bindings that win over those of the chosen transport
   */
  Cli(Surroundings around, Module overrides) {
    this.around = around;
    this.overrides = overrides;
  }

  /** Runs one command line and returns the exit status. */
  int run(String... args) {
    ClerkSessionsCommand top = new ClerkSessionsCommand();
    Failures failures = new Failures(around, top);
    CommandLine commandLine =
        new CommandLine(top)
            .addSubcommand(new ListCommand(around, overrides))
            .addSubcommand(new AuditCommand(around, overrides))
            .addSubcommand(new ServeCommand(around))
            .registerConverter(SessionStatus.class, new OneOf<>(SENDABLE, SessionStatus::value))
            .registerConverter(
                OutputFormat.class,
                new OneOf<>(EnumSet.allOf(OutputFormat.class), OutputFormat::value))
            .registerConverter(
                TransportChoice.class,
                new OneOf<>(EnumSet.allOf(TransportChoice.class), TransportChoice::value))
            .registerConverter(Duration.class, new TimeConverter())
            .registerConverter(RateLimit.class, new RateLimitConverter())
            .setParameterExceptionHandler(failures)
            .setExecutionExceptionHandler(failures)
            .setColorScheme(Help.defaultColorScheme(around.colour() ? Ansi.ON : Ansi.OFF))
            .setUsageHelpWidth(100)
            .setOut(Surroundings.writer(around.out()))
            .setErr(Surroundings.writer(around.err()));
    return commandLine.execute(args);
  }
}
