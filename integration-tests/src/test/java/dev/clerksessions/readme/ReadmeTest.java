package dev.clerksessions.readme;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The documents' Java stands in sources word for word, where it compiles and runs. */
class ReadmeTest {

  private static final Path SOURCES = Path.of("src/test/java/dev/clerksessions/readme");
  private static final Path TRANSPORT_TEST =
      Path.of(
          "../testkit/src/test/java/dev/clerksessions/testkit/contract/UrlConnectionTransportTest.java");
  private static final Pattern TESTED_VERSION =
      Pattern.compile(
          "<(?:(?:(?:oldest|middle|newest)\\.)?(?:jackson|httpclient5)|(?:consumer\\.)?junit"
              + "|guava)\\.version>(\\d.*)</");
  private static final Pattern JAVA = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);

  @ParameterizedTest
  @CsvSource({"README.md, 7", "docs/rate-limit.md, 4", "docs/testing.md, 10"})
  void document_allItsJava_standsInSourcesThatCompile(String document, int atLeast)
      throws IOException {
    List<String> snippets =
        JAVA.matcher(Files.readString(Path.of("..", document)))
            .results()
            .map((MatchResult block) -> withoutIndent(block.group(1)))
            .toList();
    String sources;
    try (Stream<Path> files = Files.list(SOURCES)) {
      sources =
          Stream.concat(files, Stream.of(TRANSPORT_TEST))
              .map(ReadmeTest::read)
              .map(ReadmeTest::withoutIndent)
              .collect(joining("\n"));
    }

    assertThat(snippets)
        .hasSizeGreaterThanOrEqualTo(atLeast)
        .allSatisfy(snippet -> assertThat(sources).contains(snippet));
  }

  /** A version that the build moves to would else stay behind in the table. */
  @Test
  void readme_namesEachVersionThatTheBuildTests() throws IOException {
    String readme = Files.readString(Path.of("..", "README.md"));
    List<String> versions =
        TESTED_VERSION
            .matcher(Files.readString(Path.of("..", "pom.xml")))
            .results()
            .map((MatchResult property) -> property.group(1))
            .toList();

    assertThat(versions).hasSize(11);
    assertThat(readme).contains(versions);
  }

  private static String withoutIndent(String text) {
    return text.lines().map(String::strip).collect(joining("\n"));
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new AssertionError(file + " can't be read", e);
    }
  }
}
