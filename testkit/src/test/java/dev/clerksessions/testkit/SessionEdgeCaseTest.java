package dev.clerksessions.testkit;

import static dev.clerksessions.testkit.assertj.SessionAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.clerksessions.Session;
import dev.clerksessions.SessionActivity;
import dev.clerksessions.SessionStatus;
import java.time.Instant;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SessionEdgeCaseTest {

  private static Session of(SessionEdgeCase edgeCase) {
    return SessionFixtures.seeded(3).session(edgeCase);
  }

  @ParameterizedTest
  @EnumSource
  void edgeCase_isItsOwn_andComposes(SessionEdgeCase edgeCase) {
    Session usual = SessionFixtures.seeded(3).session();

    assertThat(of(edgeCase)).isNotEqualTo(usual);
    assertThat(of(edgeCase).id()).isEqualTo(usual.id());
    assertThat(
            SessionFixtures.seeded(3)
                .session(session -> edgeCase.apply(session.userId("user_mine"))))
        .belongsTo("user_mine");
  }

  @Test
  void edgeCases_areWhatTheirNamesSay() {
    assertThat(of(SessionEdgeCase.IMPERSONATED)).isImpersonatedBy("user_impersonator");
    assertThat(of(SessionEdgeCase.WITH_PENDING_TASK)).isPending().hasTask("setup-mfa");
    assertThat(of(SessionEdgeCase.WITHOUT_ACTIVITY).latestActivity()).isNull();
    assertThat(of(SessionEdgeCase.WITH_BARE_ACTIVITY).latestActivity())
        .isEqualTo(SessionActivity.builder("sess_activity_bare").build());
    assertThat(of(SessionEdgeCase.IN_UNICODE_CITY).latestActivity())
        .extracting(SessionActivity::city, InstanceOfAssertFactories.STRING)
        .matches(city -> city.codePoints().anyMatch(point -> point > Character.MAX_VALUE));
    assertThat(of(SessionEdgeCase.FAR_FUTURE).expireAt())
        .isAfter(Instant.parse("9999-12-31T00:00:00Z"))
        .isBefore(of(SessionEdgeCase.FAR_FUTURE).abandonAt());
    assertThat(of(SessionEdgeCase.NEVER_ABANDONED).abandonAt()).isNull();
    assertThat(of(SessionEdgeCase.OF_UNKNOWN_STATUS)).hasStatus(SessionStatus.UNRECOGNIZED);
  }
}
