package dev.clerksessions.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.opentest4j.TestAbortedException;

/** Clerk's own JavaScript client, installed for the tests. */
final class JavaScriptClient {

  private static final Path SOURCES = Path.of("src/test/js");
  private static final List<String> FILES =
      List.of("package.json", "package-lock.json", "sessions.mjs");
  private static final long LONGEST_MINUTES = 5;

  private final Path folder;

  private JavaScriptClient(Path folder) {
    this.folder = folder;
  }

  /** Installs it below the build's folder. Skips the test when there is no Node. */
  static JavaScriptClient install() throws IOException, InterruptedException {
    if (!isThere("node") || !isThere("npm")) {
      String reason = "node or npm is missing, so nothing is compared with the JavaScript client";
      System.out.println("[WARNING] " + reason);
      throw new TestAbortedException(reason);
    }
    Path folder = Files.createDirectories(Path.of("target/js-client"));
    for (String file : FILES) {
      Files.copy(SOURCES.resolve(file), folder.resolve(file), StandardCopyOption.REPLACE_EXISTING);
    }
    JavaScriptClient client = new JavaScriptClient(folder);
    client.run("", "npm", "ci", "--no-audit", "--no-fund", "--loglevel=error");
    return client;
  }

  private static boolean isThere(String program) {
    return List.of(System.getenv("PATH").split(File.pathSeparator)).stream()
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
  }

  /** Makes all calls, one after the other, in one process. */
  JsonNode results(JsonNode calls) throws IOException, InterruptedException {
    return new ObjectMapper().readTree(run(calls.toString(), "node", "sessions.mjs"));
  }

  private String run(String input, String... command) throws IOException, InterruptedException {
    Path in = Files.writeString(folder.resolve("in"), input);
    Path out = folder.resolve("out");
    Path err = folder.resolve("err");
    Process process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectInput(in.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile())
            .start();
    try {
      if (!process.waitFor(LONGEST_MINUTES, TimeUnit.MINUTES)) {
        throw new IOException(command[0] + " takes too long");
      }
    } finally {
      process.destroyForcibly();
    }
    if (process.exitValue() != 0) {
      throw new IOException(
          String.join(" ", command)
              + " ends with "
              + process.exitValue()
              + ":\n"
              + Files.readString(err));
    }
    return Files.readString(out, UTF_8);
  }
}
