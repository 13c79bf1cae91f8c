package dev.clerksessions;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SessionStatusTest {

  @Test
  void values_areTheOnesThatTheApiDocuments() {
    assertThat(Arrays.stream(SessionStatus.values()).map(SessionStatus::value))
        .containsExactlyInAnyOrder(
            "abandoned",
            "active",
            "pending",
            "ended",
            "expired",
            "removed",
            "replaced",
            "revoked",
            "");
  }

  @ParameterizedTest
  @EnumSource
  void of_itsOwnValue_isTheStatus(SessionStatus status) {
    assertThat(SessionStatus.fromValue(status.value())).isEqualTo(status);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ACTIVE", "active ", "unrecognized", "UNRECOGNIZED", "hibernating"})
  void of_anyOtherText_isUnrecognized(String text) {
    assertThat(SessionStatus.fromValue(text)).isEqualTo(SessionStatus.UNRECOGNIZED);
  }
}
