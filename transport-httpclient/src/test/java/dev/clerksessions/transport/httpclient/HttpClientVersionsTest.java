package dev.clerksessions.transport.httpclient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.core5.util.VersionInfo;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HttpClientVersionsTest {

  /** Without it, the build could test one version again and again. */
  @Test
  void httpClient_hasTheVersionThatTheBuildMeansToTest() {
    VersionInfo info =
        VersionInfo.loadVersionInfo(
            "org.apache.hc.client5", CloseableHttpClient.class.getClassLoader());

    assertThat(info.getRelease()).isEqualTo(System.getProperty("httpclient5.version"));
  }

  @ParameterizedTest
  @CsvSource({"5.4, 5.3", "5.4.4, 5.4.4", "5.5, 5.3.4", "5.6.5, 5.4.4", "5.4, ", ", 5.3", ", "})
  void require_whenNewEnoughOrUnknown_accepts(@Nullable String client, @Nullable String core) {
    new HttpClientVersions(client, core).require();
  }

  @ParameterizedTest
  @CsvSource({
    "5.3.1, 5.2.4, client5:httpclient5 must be 5.4 or newer, was 5.3.1",
    "5.3.1,      , client5:httpclient5 must be 5.4 or newer, was 5.3.1",
    "5.4,   5.2.4, core5:httpcore5 must be 5.3 or newer, was 5.2.4",
    "     , 5.2.4, core5:httpcore5 must be 5.3 or newer, was 5.2.4",
    "5.5,   5.3.3, core5:httpcore5 must be 5.3.4 or newer, was 5.3.3",
  })
  void require_whenTooOld_namesTheArtifactBothVersionsAndTheRemedy(
      @Nullable String client, @Nullable String core, String rule, String found) {
    assertThatIllegalStateException()
        .isThrownBy(() -> new HttpClientVersions(client, core).require())
        .withMessageStartingWith("org.apache.httpcomponents." + rule + ", " + found + ". ")
        .withMessageContaining("Set the versions of httpclient5, httpcore5 and httpcore5-h2");
  }

  @ParameterizedTest
  @CsvSource({"5.6.4, 5.4.3", "5.6.5, 5.4.4", "5.7, 5.5"})
  void warning_whenNoVulnerabilityIsKnown_isNone(String client, String core) {
    assertThat(new HttpClientVersions(client, core).warning()).isNull();
  }

  @ParameterizedTest
  @CsvSource({"5.4, 5.3", "5.5.2, 5.3.6", "5.6.3, 5.4.2"})
  void warning_whenVulnerabilitiesAreKnown_namesTheVersionsFoundAndToUse(
      String client, String core) {
    assertThat(new HttpClientVersions(client, core).warning())
        .startsWith(
            "org.apache.httpcomponents.client5:httpclient5 "
                + client
                + " has known security vulnerabilities: use 5.6.5 or newer. Set the versions of ");
  }

  @ParameterizedTest
  @CsvSource({
    ", 5.4.4, client5:httpclient5 can't be read. It must be 5.4 or newer.",
    "5.6.5, , core5:httpcore5 can't be read. It must be 5.3 or newer.",
  })
  void warning_whenAVersionCannotBeRead_saysSo(
      @Nullable String client, @Nullable String core, String warning) {
    assertThat(new HttpClientVersions(client, core).warning())
        .isEqualTo("The version of org.apache.httpcomponents." + warning);
  }
}
