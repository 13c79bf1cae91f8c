package dev.clerksessions.cli;

import com.google.inject.Module;
import com.google.inject.util.Modules;
import dev.clerksessions.SessionsPort;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;

/** A run of the command in this process: prepared, then run, then looked at. */
final class CliRun {

  static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  static final String KEY = "sk_test_aKeyThatNobodyMaySee";

  private final Map<String, String> environment = new HashMap<>();
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final ByteArrayOutputStream errors = new ByteArrayOutputStream();
  private OutputStream out = bytes;
  private Module overrides = Modules.EMPTY_MODULE;
  private InputStream in = InputStream.nullInputStream();
  private boolean terminal;
  private boolean errTerminal;
  private int status;

  private CliRun() {}

  /** Prepares a run with a key, away from a terminal. */
  static CliRun withKey() {
    return redact().environment("CLERK_SECRET_KEY", KEY);
  }

  static CliRun redact() {
    return new CliRun();
  }

  /** Prepares a run whose sessions come from the given port instead of a transport. */
  static CliRun over(SessionsPort port) {
    return withKey().overrides(binder -> binder.bind(SessionsPort.class).toInstance(port));
  }

  CliRun overrides(Module module) {
    overrides = module;
    return this;
  }

  CliRun environment(String name, String value) {
    environment.put(name, value);
    return this;
  }

  CliRun onTerminal() {
    terminal = true;
    return this;
  }

  CliRun errOnTerminal() {
    errTerminal = true;
    return this;
  }

  CliRun in(String text) {
    return in(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
  }

  CliRun in(InputStream stream) {
    in = stream;
    return this;
  }

  CliRun out(OutputStream stream) {
    out = stream;
    return this;
  }

  CliRun run(String... args) {
    ProcessContext around =
        new ProcessContext(
            out,
            errors,
            in,
            Map.copyOf(environment),
            terminal,
            errTerminal,
            Clock.fixed(NOW, ZoneOffset.UTC));
    status = new Cli(around, overrides).run(args);
    return this;
  }

  int status() {
    return status;
  }

  String out() {
    return bytes.toString(StandardCharsets.UTF_8);
  }

  String err() {
    return errors.toString(StandardCharsets.UTF_8);
  }
}
