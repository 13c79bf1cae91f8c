package dev.clerksessions.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;

class FaultsDocumentTest {

  private static final Pattern TEST_NAME = Pattern.compile("`([a-zA-Z0-9]+_[a-zA-Z0-9_]+)`");

  private static final Pattern HTTP2_TEST = Pattern.compile("void (http2_when\\w+)\\(");

  @Test
  void faults_whatTheDocumentNames_isWhatTheContractTests() throws IOException {
    List<String> named =
        TEST_NAME
            .matcher(Files.readString(Path.of("..", "docs", "faults.md")))
            .results()
            .map((MatchResult name) -> name.group(1))
            .filter(name -> !name.equals(name.toUpperCase(Locale.ROOT)))
            .toList();

    assertThat(named)
        .containsExactlyInAnyOrderElementsOf(Stream.concat(contractTests(), http2Tests()).toList());
  }

  private static Stream<String> contractTests() {
    return Stream.of(HttpTransportContract.class, ResponseContentContract.class)
        .flatMap(contract -> Arrays.stream(contract.getDeclaredMethods()))
        .filter(FaultsDocumentTest::isTest)
        .map(Method::getName);
  }

  /** By their source, since this module doesn't know the transports. */
  private static Stream<String> http2Tests() throws IOException {
    Path source =
        Path.of(
            "../transport-jdk/src/test/java/dev/clerksessions/transport/jdk",
            "JdkSessionsHttp2Test.java");
    return HTTP2_TEST
        .matcher(Files.readString(source))
        .results()
        .map((MatchResult name) -> name.group(1));
  }

  private static boolean isTest(Method method) {
    return method.isAnnotationPresent(Test.class)
        || method.isAnnotationPresent(ParameterizedTest.class);
  }
}
