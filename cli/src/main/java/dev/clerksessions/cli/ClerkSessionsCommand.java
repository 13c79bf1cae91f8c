package dev.clerksessions.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The command without a subcommand, and the options that all subcommands share. */
@Command(
    name = "clerk-sessions",
    description = "Lists a user's or a client's sessions from Clerk's Backend API.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    scope = ScopeType.INHERIT,
    synopsisSubcommandLabel = "(list | audit | serve)",
    exitCodeListHeading = "%nExit status:%n",
    exitCodeList = {
      "  0:done",
      "  1:writing the output or reading the input failed, or an internal error",
      "  2:invalid usage, or parameters rejected by the command or the API (400, 422)",
      "  3:the secret key is invalid or lacks permission (401, 403)",
      "  4:too many requests with the key (429)",
      "  5:any other response of the API that is no page",
      "  6:no complete response: connection failed, timeout, interrupted",
      "  7:a malformed response",
      "  8:an audit is complete, but some users couldn't be listed",
      "130, 141, 143:ended by Ctrl-C, by a closed pipe, by a termination signal"
    })
final class ClerkSessionsCommand implements Runnable {

  @Option(
      names = "--verbose",
      scope = ScopeType.INHERIT,
      description = "Add the API's error message and the stack trace to an error.")
  private boolean verbose;

  @Spec private CommandSpec spec;

  @SuppressWarnings("NullAway") // picocli sets what it finds annotated.
  ClerkSessionsCommand() {}

  boolean verbose() {
    return verbose;
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "a command is needed: list, audit or serve");
  }
}
