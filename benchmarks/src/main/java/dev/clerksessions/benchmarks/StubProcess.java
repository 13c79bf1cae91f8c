package dev.clerksessions.benchmarks;

import dev.clerksessions.ClerkConfig;
import dev.clerksessions.RetryPolicy;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A {@link StubServer} that runs, and how this process's own kind is run. */
final class StubProcess implements AutoCloseable {

  private final Process process;
  private final String plainUrl;
  private final String gzipUrl;
  final int plainBytes;
  final int gzipBytes;

  private StubProcess(Process process, String[] said) {
    this.process = process;
    plainUrl = said[0];
    gzipUrl = said[1];
    plainBytes = Integer.parseInt(said[2]);
    gzipBytes = Integer.parseInt(said[3]);
  }

  static StubProcess start() throws IOException {
    Process process =
        new ProcessBuilder(java(List.of(), StubServer.class))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    BufferedReader out =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    String said = out.readLine();
    if (said == null) {
      throw new IOException("the server doesn't start");
    }
    return new StubProcess(process, said.split(" ", -1));
  }

  /** The command that runs a class with this process's Java and class path. */
  static List<String> java(List<String> options, Class<?> main, String... args) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(main.getName());
    command.addAll(List.of(args));
    return command;
  }

  String url(boolean gzip) {
    return gzip ? gzipUrl : plainUrl;
  }

  /** The library's own defaults, but for retries, which would hide a fault. */
  static ClerkConfig config(String url) {
    return ClerkConfig.builder()
        .secretKey("sk_test_benchmark")
        .apiUrl(url)
        .retryPolicy(RetryPolicy.NONE)
        .build();
  }

  @Override
  public void close() {
    process.destroy();
  }
}
