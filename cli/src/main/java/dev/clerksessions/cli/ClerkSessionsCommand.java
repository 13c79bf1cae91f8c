package dev.clerksessions.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/** The command without a subcommand, and what all subcommands share. */
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
      "  1:the output can't be written, an input broke, or a defect of this command",
      "  2:wrong usage, or the parameters were refused, here or by the API (400, 422)",
      "  3:the secret key is wrong or doesn't allow it (401, 403)",
      "  4:too many requests with the key (429)",
      "  5:any other answer of the API that is no list",
      "  6:no complete answer: connection failed, timeout, interrupted",
      "  7:an answer that can't be read",
      "  8:an audit is complete, but some users couldn't be listed",
      "130, 141, 143:ended by Ctrl-C, by a closed pipe, by a termination signal"
    })
final class ClerkSessionsCommand implements Runnable {

  @Option(
      names = "--verbose",
      scope = ScopeType.INHERIT,
      description = "Add the API's words and the stack trace to an error.")
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
