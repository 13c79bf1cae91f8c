package dev.clerksessions.cli;

import com.google.inject.Module;
import dev.clerksessions.SessionStatus;
import dev.clerksessions.ratelimit.RateLimit;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.Ansi;

/** The command, apart from the process it runs in. */
final class Cli {

  private static final Set<SessionStatus> SENDABLE =
      EnumSet.complementOf(EnumSet.of(SessionStatus.UNRECOGNIZED));

  private final ProcessContext around;
  private final Module overrides;

  /**
   * Makes a command.
   *
   * @param around the process, or what stands for it
   * @param overrides bindings that win over those of the chosen transport
   */
  Cli(ProcessContext around, Module overrides) {
    this.around = around;
    this.overrides = overrides;
  }

  /** Runs one command line and returns the exit status. */
  int run(String... args) {
    ClerkSessionsCommand top = new ClerkSessionsCommand();
    ErrorHandler failures = new ErrorHandler(around, top);
    KeptFailure help = new KeptFailure(around.out());
    CommandLine commandLine =
        new CommandLine(top)
            .addSubcommand(new ListCommand(around, overrides))
            .addSubcommand(new AuditCommand(around, overrides))
            .addSubcommand(new ServeCommand(around))
            .registerConverter(
                SessionStatus.class, new ChoiceConverter<>(SENDABLE, SessionStatus::value))
            .registerConverter(
                OutputFormat.class,
                new ChoiceConverter<>(EnumSet.allOf(OutputFormat.class), OutputFormat::value))
            .registerConverter(
                TransportChoice.class,
                new ChoiceConverter<>(EnumSet.allOf(TransportChoice.class), TransportChoice::value))
            .registerConverter(Duration.class, new TimeConverter())
            .registerConverter(RateLimit.class, new RateLimitConverter())
            .setParameterExceptionHandler(failures)
            .setExecutionExceptionHandler(failures)
            .setColorScheme(Help.defaultColorScheme(around.colour() ? Ansi.ON : Ansi.OFF))
            .setUsageHelpWidth(100)
            .setOut(ProcessContext.writer(help))
            .setErr(ProcessContext.writer(around.err()));
    try {
      int status = commandLine.execute(args);
      return help.failure == null ? status : failures.handle(help.failure);
    } catch (Error e) { // Else threads of an HTTP stack would keep the process.
      return failures.handle(e);
    }
  }

  /** Keeps what a writer of a command's help says nothing of. */
  private static final class KeptFailure extends FilterOutputStream {

    private @Nullable IOException failure;

    KeptFailure(OutputStream out) {
      super(out);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      try {
        out.write(bytes, offset, length);
      } catch (IOException e) {
        failure = e;
        throw e;
      }
    }
  }
}
