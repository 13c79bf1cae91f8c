package dev.clerksessions.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RelativeTimeTest {

  @ParameterizedTest
  @CsvSource({
    "0, 0 s ago",
    "-59, 59 s ago",
    "-60, 1 min ago",
    "-3599, 59 min ago",
    "-3600, 1 h ago",
    "-86399, 23 h ago",
    "-86400, 1 d ago",
    "-34560000, 400 d ago",
    "1, in 1 s",
    "60, in 1 min",
    "7200, in 2 h",
    "604799, in 6 d"
  })
  void of_tellsTheWholeUnitsThatHavePassed(long seconds, String expected) {
    assertThat(RelativeTime.of(CliRun.NOW.plusSeconds(seconds), CliRun.NOW)).isEqualTo(expected);
  }
}
