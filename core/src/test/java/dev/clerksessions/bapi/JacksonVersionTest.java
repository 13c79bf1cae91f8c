package dev.clerksessions.bapi;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.json.PackageVersion;
import org.junit.jupiter.api.Test;

class JacksonVersionTest {

  /** Without it, the build could test one version again and again. */
  @Test
  void jackson_hasTheVersionThatTheBuildMeansToTest() {
    assertThat(PackageVersion.VERSION).hasToString(System.getProperty("jackson.version"));
  }
}
