package dev.clerksessions.benchmarks;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** From the start of a process to its end behind the first page, ours and bare by turns. */
final class StartBenchmark {

  private final StubProcess server;
  private final int rounds;

  StartBenchmark(StubProcess server, int rounds) {
    this.server = server;
    this.rounds = rounds;
  }

  List<Figure> run() throws Exception {
    List<Figure> figures = new ArrayList<>();
    for (boolean archived : hasJarsOnly() ? new boolean[] {false, true} : new boolean[] {false}) {
      figures.add(
          compare(
              "httpclient, start to first page",
              FirstPage.OverHttpClient.class,
              FirstPage.BareHttpClient5.class,
              archived));
      figures.add(
          compare(
              "jdk, start to first page",
              FirstPage.OverJdk.class,
              FirstPage.BareJdkClient.class,
              archived));
    }
    return figures;
  }

  /** The JVM archives no classes of folders, which a class path has while it is tested. */
  static boolean hasJarsOnly() {
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
        .noneMatch(entry -> Files.isDirectory(Path.of(entry)));
  }

  private Figure compare(String what, Class<?> ours, Class<?> bare, boolean archived)
      throws Exception {
    double[] mine = new double[rounds];
    double[] reference = new double[rounds];
    Path folder = Files.createTempDirectory("clerk-sessions-start");
    try {
      List<String> ourOptions = archived ? archive(folder, ours) : List.of();
      List<String> bareOptions = archived ? archive(folder, bare) : List.of();
      millis(ourOptions, ours);
      millis(bareOptions, bare);
      for (int i = 0; i < rounds; i++) {
        mine[i] = millis(ourOptions, ours);
        reference[i] = millis(bareOptions, bare);
      }
    } finally {
      delete(folder);
    }
    return Figure.atMost(what + (archived ? ", AppCDS archive" : ""), "ms", 1.05, mine, reference);
  }

  private List<String> archive(Path folder, Class<?> main) throws Exception {
    Path archive = folder.resolve(main.getSimpleName() + ".jsa");
    millis(List.of("-XX:ArchiveClassesAtExit=" + archive, "-Xlog:disable"), main);
    return List.of("-XX:SharedArchiveFile=" + archive, "-Xlog:disable");
  }

  private double millis(List<String> options, Class<?> main) throws Exception {
    long start = System.nanoTime();
    Process process =
        new ProcessBuilder(StubProcess.java(options, main, server.url(false))).inheritIO().start();
    int status = process.waitFor();
    if (status != 0) {
      throw new IllegalStateException(main.getSimpleName() + " ended with status " + status);
    }
    return (System.nanoTime() - start) / 1e6;
  }

  private static void delete(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(folder);
  }
}
