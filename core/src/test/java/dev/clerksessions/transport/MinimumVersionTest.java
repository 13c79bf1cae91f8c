package dev.clerksessions.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MinimumVersionTest {

  private static final MinimumVersion MINIMUM =
      new MinimumVersion("group:artifact", "5.4", "Manage it.");

  @ParameterizedTest
  @ValueSource(strings = {"5.4", "5.4.0", "5.4.1", "5.10", "6", "5.5-alpha1", "5.4.vendor-0001"})
  void require_whenNotOlder_accepts(String found) {
    MINIMUM.require(found);

    assertThat(MINIMUM.excludes(found)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"5.3.99", "5", "4.5.14", "5.4-beta1", "0.9"})
  void require_whenOlder_namesTheArtifactBothVersionsAndTheRemedy(String found) {
    assertThatIllegalStateException()
        .isThrownBy(() -> MINIMUM.require(found))
        .withMessage("group:artifact must be 5.4 or newer, was " + found + ". Manage it.");
    assertThat(MINIMUM.excludes(found)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "UNAVAILABLE", "${project.version}"})
  void require_whenNoVersion_isRefused(String found) {
    assertThatIllegalArgumentException().isThrownBy(() -> MINIMUM.require(found));
  }

  @Test
  void require_whenTheMinimumHasMoreNumbers_comparesThem() {
    MinimumVersion minimum = new MinimumVersion("group:artifact", "5.3.4", "");

    assertThat(minimum.excludes("5.3")).isTrue();
    assertThat(minimum.excludes("5.4")).isFalse();
  }
}
