package dev.clerksessions.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Reads what the tests of the modules before this one printed, logged and reported. The stacks log
 * there at their finest level.
 */
class TestOutputTest {

  /** Every key that a test uses has one of these beginnings, and most have more. */
  private static final Pattern KEY = Pattern.compile("sk_(test|live)_\\w");

  @ParameterizedTest
  @ValueSource(strings = {"core", "testkit", "transport-jdk", "transport-httpclient", "cli"})
  void output_ofAModulesTests_tellsNoKey(String module) throws IOException {
    List<Path> reports = reports(module);

    assertThat(reports).as("reports of " + module).isNotEmpty();
    assertThat(reports)
        .filteredOn(report -> hasLine(report, line -> KEY.matcher(line).find()))
        .isEmpty();
  }

  /** Else the logs that are searched would be empty for want of a logger. */
  @ParameterizedTest
  @ValueSource(strings = {"transport-jdk", "transport-httpclient"})
  void output_ofATransportsTests_hasTheLogOfItsStack(String module) throws IOException {
    long bytes = 0;
    for (Path report : reports(module)) {
      bytes += Files.size(report);
    }
    assertThat(bytes).isGreaterThan(1_000_000);
  }

  /** The JVM prints it when a thread ends with an exception, which is a defect wherever it is. */
  @ParameterizedTest
  @ValueSource(strings = {"core", "testkit", "transport-jdk", "transport-httpclient", "cli"})
  void output_ofAModulesTests_hasNoUncaughtException(String module) throws IOException {
    assertThat(reports(module))
        .filteredOn(report -> hasLine(report, line -> line.contains("Exception in thread")))
        .isEmpty();
  }

  private static List<Path> reports(String module) throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("..", module, "target", "surefire-reports"))) {
      return files.filter(Files::isRegularFile).toList();
    }
  }

  private static boolean hasLine(Path file, Predicate<String> wanted) {
    try (Stream<String> lines = Files.lines(file, StandardCharsets.ISO_8859_1)) {
      return lines.anyMatch(wanted);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
