package dev.clerksessions.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Map;
import picocli.CommandLine.Help.Ansi;

/**
 * What the command touches of its process, so that a test can hand it something else.
 *
 * @param out standard output
 * @param err standard error
 * @param environment the variables
 * @param in standard input
 * @param terminal whether standard output is a terminal
 * @param errTerminal whether standard error is a terminal
 * @param clock the current time
 */
record ProcessContext(
    OutputStream out,
    OutputStream err,
    InputStream in,
    Map<String, String> environment,
    boolean terminal,
    boolean errTerminal,
    Clock clock) {

  /** Java can't detect a terminal on standard error; the start script sets this to {@code true}. */
  private static final String ERR_TERMINAL = "clerksessions.err.terminal";

  static ProcessContext ofProcess() {
    // Not System.out and System.err: a PrintStream keeps a failed write to itself.
    return new ProcessContext(
        new FileOutputStream(FileDescriptor.out),
        new FileOutputStream(FileDescriptor.err),
        System.in,
        System.getenv(),
        Ansi.AUTO.enabled(),
        Boolean.getBoolean(ERR_TERMINAL),
        Clock.systemUTC());
  }

  /** Whether to colour; see no-color.org. */
  boolean colour() {
    return terminal
        && environment.getOrDefault("NO_COLOR", "").isEmpty()
        && !environment.getOrDefault("TERM", "").equals("dumb");
  }

  static PrintWriter writer(OutputStream stream) {
    return new PrintWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8), true);
  }

  /** The library's messages have no key, but an HTTP stack's message in a cause might. */
  String redact(String text) {
    String key = environment.getOrDefault("CLERK_SECRET_KEY", "");
    return key.isEmpty() ? text : text.replace(key, "***");
  }
}
