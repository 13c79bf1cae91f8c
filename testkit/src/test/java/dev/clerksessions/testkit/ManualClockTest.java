package dev.clerksessions.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class ManualClockTest {

  private static final Instant START = Instant.parse("2026-05-01T00:00:00.000000001Z");

  private final ManualClock clock = new ManualClock(START);

  @Test
  void instant_standsStillUntilMoved() {
    assertThat(clock.instant()).isEqualTo(START);
    clock.advance(Duration.ofNanos(1));
    assertThat(clock.instant()).isEqualTo(START.plusNanos(1));
    clock.advanceTo(START.plusSeconds(1));
    assertThat(clock.instant()).isEqualTo(START.plusSeconds(1));
    clock.advanceTo(START.plusSeconds(1));
    clock.advance(Duration.ZERO);
    assertThat(clock).hasToString("ManualClock[2026-05-01T00:00:01.000000001Z]");
  }

  @Test
  void advance_whenBackwards_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> clock.advance(Duration.ofMillis(-1)))
        .withMessage("time must be 0 or more, was PT-0.001S");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> clock.advanceTo(START.minusNanos(1)))
        .withMessage(
            "moment must not be before 2026-05-01T00:00:00.000000001Z, was 2026-05-01T00:00:00Z");
  }

  @Test
  void withZone_movesWithTheClock() {
    ZoneId zone = ZoneId.of("Europe/Berlin");
    Clock there = clock.withZone(ZoneOffset.MAX).withZone(zone);

    clock.advance(Duration.ofDays(1));

    assertThat(there.instant()).isEqualTo(clock.instant());
    assertThat(there.getZone()).isEqualTo(zone);
    assertThat(clock.getZone()).isEqualTo(ZoneOffset.UTC);
    assertThat(new ManualClock().instant()).isEqualTo("2026-01-01T00:00:00Z");
  }
}
