package dev.clerksessions.paging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.clerksessions.SessionListParams;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CheckpointTest {

  private static final SessionListParams PARAMS =
      SessionListParams.builder().userId("user_1").build();

  private static final Checkpoint CHECKPOINT =
      new Checkpoint(PARAMS, 7, Instant.ofEpochSecond(1, 2), Set.of("a.b,c%d e\u007f"), false);

  @Test
  void parse_whenAnIdIsUnusual_givesItBack() {
    assertThat(Checkpoint.parse(CHECKPOINT.toString(), PARAMS)).isEqualTo(CHECKPOINT);
  }

  @ParameterizedTest
  @ValueSource(strings = {"%", "%4", "%ZZ", "%-1"})
  void parse_whenAnIdIsNoCodedText_namesTheFieldAndTheValue(String broken) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Checkpoint.parse(CHECKPOINT + broken, PARAMS))
        .withMessage(
            "checkpoint must be one of a SessionPage, was \"" + CHECKPOINT + broken + "\"");
  }
}
