package dev.clerksessions.cli;

import dev.clerksessions.testkit.FakeClerkServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A process of its own that runs {@link AuditLoop} with the server's key. */
final class AuditProcess implements AutoCloseable {

  private final Process process;
  private final BufferedReader out;

  private AuditProcess(Process process) {
    this.process = process;
    out = process.inputReader(StandardCharsets.UTF_8);
  }

  /** Prepares the class path's program on this Java. */
  static ProcessBuilder java(FakeClerkServer server, Class<?> main, List<String> args) {
    List<String> line =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:-UsePerfData",
                "-cp",
                System.getProperty("java.class.path"),
                main.getName()));
    line.addAll(args);
    ProcessBuilder builder = new ProcessBuilder(line);
    builder.environment().put("CLERK_SECRET_KEY", server.secretKey());
    return builder;
  }

  /** What an audit needs, apart from its output file. */
  static List<String> arguments(FakeClerkServer server, Path users) {
    return List.of(
        "audit",
        "--api-url=" + server.url(),
        "--users-file=" + users,
        "--rate-limit=100000/1s",
        "--concurrency=4");
  }

  static AuditProcess start(FakeClerkServer server, Path users, Path errors) throws IOException {
    return new AuditProcess(
        java(server, AuditLoop.class, arguments(server, users))
            .redirectError(ProcessBuilder.Redirect.appendTo(errors.toFile()))
            .start());
  }

  /** Has an audit write the file; {@link #result} tells how it ended. */
  void audit(Path file) throws IOException {
    OutputStream in = process.getOutputStream();
    in.write((file + "\n").getBytes(StandardCharsets.UTF_8));
    in.flush();
  }

  /** Waits for the audit's exit status and its words; null when the process was killed before. */
  @Nullable String result() throws IOException {
    return out.readLine();
  }

  /** Kills the process when the file has so many bytes, or when the audit has ended. */
  void killAt(Path file, long bytes) throws IOException, InterruptedException {
    while (!out.ready()
        && !(Files.exists(file) && Files.size(file) >= bytes)
        && !process.waitFor(1, TimeUnit.MILLISECONDS)) {
      // Waits.
    }
    kill();
  }

  private void kill() throws InterruptedException {
    // Not the process's own method, which closes what may hold a result.
    process.toHandle().destroyForcibly();
    process.waitFor();
  }

  @Override
  public void close() throws IOException {
    try {
      kill();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    process.getOutputStream().close();
    out.close();
  }
}
