package dev.clerksessions.cli;

import dev.clerksessions.error.AuthenticationException;
import dev.clerksessions.error.ClerkApiException;
import dev.clerksessions.error.InvalidRequestException;
import dev.clerksessions.error.MalformedResponseException;
import dev.clerksessions.error.PermissionDeniedException;
import dev.clerksessions.error.RateLimitedException;
import dev.clerksessions.error.TransportException;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileLockInterruptionException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** Reports each failure as one line on standard error and an exit status. */
final class ErrorHandler implements IParameterExceptionHandler, IExecutionExceptionHandler {

  private static final int DEFECT = 1;
  private static final int REFUSED = 2;
  private static final int NOT_PERMITTED = 3;
  private static final int RATE_LIMITED = 4;
  private static final int OTHER_ANSWER = 5;
  private static final int NO_ANSWER = 6;
  private static final int UNREADABLE = 7;

  /** The status that a shell reports for a process ended by a closed pipe. */
  private static final int BROKEN_PIPE = 128 + 13;

  private final ProcessContext around;
  private final ClerkSessionsCommand top;

  /**
   * Creates a handler.
   *
   * @param around the process
   * @param top the command with the option --verbose
   */
  ErrorHandler(ProcessContext around, ClerkSessionsCommand top) {
    this.around = around;
    this.top = top;
  }

  @Override
  public int handleParseException(ParameterException refusal, String[] args) {
    String command = refusal.getCommandLine().getCommandSpec().qualifiedName();
    print(refusal.getMessage() + " (see " + command + " --help)");
    return REFUSED;
  }

  @Override
  public int handleExecutionException(
      Exception failure, CommandLine commandLine, ParseResult parsed) {
    return handle(failure);
  }

  /** Reports a failure and returns its exit status. */
  int handle(Throwable failure) {
    if (failure instanceof IOException && isBrokenPipe(failure)) {
      return BROKEN_PIPE;
    }
    String message = failure.getMessage();
    print(failure.getClass().getSimpleName() + (message == null ? "" : ": " + message));
    if (top.verbose()) {
      details(failure);
    }
    return status(failure);
  }

  private static int status(Throwable failure) {
    if (failure instanceof InvalidRequestException) {
      return REFUSED;
    }
    if (failure instanceof AuthenticationException
        || failure instanceof PermissionDeniedException) {
      return NOT_PERMITTED;
    }
    if (failure instanceof RateLimitedException) {
      return RATE_LIMITED;
    }
    if (failure instanceof ClerkApiException) {
      return OTHER_ANSWER;
    }
    if (failure instanceof TransportException || isInterruption(failure)) {
      return NO_ANSWER;
    }
    return failure instanceof MalformedResponseException ? UNREADABLE : DEFECT;
  }

  // A file that is written by an interrupted thread is closed instead.
  private static boolean isInterruption(Throwable failure) {
    return failure instanceof IOException
        && (failure.getCause() instanceof ClosedByInterruptException
            || failure.getCause() instanceof FileLockInterruptionException);
  }

  // The JDK has no exception type for it, only the operating system's message.
  private static boolean isBrokenPipe(Throwable failure) {
    String message = Objects.requireNonNullElse(failure.getMessage(), "");
    return message.contains("Broken pipe") || message.contains("pipe is being closed");
  }

  /** Returns the message of a file exception, with the reason if the message is only the name. */
  static String reason(IOException failure) {
    String message = Objects.requireNonNullElse(failure.getMessage(), "");
    if (failure instanceof AccessDeniedException) {
      return message + " (permission denied)";
    }
    if (failure instanceof NoSuchFileException) {
      return message + " (no such file or folder)";
    }
    if (failure instanceof ClosedByInterruptException
        || failure instanceof FileLockInterruptionException) {
      return "interrupted";
    }
    return message.isEmpty() ? failure.getClass().getSimpleName() : message;
  }

  private void print(String message) {
    ProcessContext.writer(around.err())
        .println("error: " + TerminalText.line(around.redact(message)));
  }

  private void details(Throwable failure) {
    StringWriter details = new StringWriter();
    if (failure instanceof ClerkApiException refusal) {
      refusal.errors().stream()
          .map(
              error ->
                  Stream.of(error.code(), error.message(), error.longMessage())
                      .filter(Objects::nonNull)
                      .map(TerminalText::line)
                      .collect(Collectors.joining(": ")))
          .forEach(line -> details.append(line).append('\n'));
    }
    failure.printStackTrace(new PrintWriter(details));
    PrintWriter err = ProcessContext.writer(around.err());
    err.print(TerminalText.lines(around.redact(details.toString())));
    err.flush();
  }
}
