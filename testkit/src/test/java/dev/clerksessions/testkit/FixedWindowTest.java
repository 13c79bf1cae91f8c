package dev.clerksessions.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clerksessions.ratelimit.RateLimit;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FixedWindowTest {

  private final AtomicLong now = new AtomicLong(-5);
  private final FixedWindow window =
      new FixedWindow(new RateLimit(2, Duration.ofSeconds(10)), now::get);

  @Test
  void count_beyondTheLimit_tellsTheTimeToTheEndOfTheWindow() {
    assertThat(window.count()).isZero();
    pass(Duration.ofSeconds(4));
    assertThat(window.count()).isZero();

    assertThat(window.count()).isEqualTo(Duration.ofSeconds(6));
    pass(Duration.ofSeconds(5));
    assertThat(window.count()).isEqualTo(Duration.ofSeconds(1));
    assertThat(window.refused()).isEqualTo(2);
  }

  /** However long nobody came, a window begins with a request. */
  @Test
  void count_behindTheEnd_beginsAnother() {
    window.count();
    pass(Duration.ofSeconds(25));

    assertThat(window.count()).isZero();
    assertThat(window.count()).isZero();
    assertThat(window.count()).isEqualTo(Duration.ofSeconds(10));
  }

  @Test
  void count_atTheEnd_beginsAnother() {
    window.count();
    window.count();
    pass(Duration.ofSeconds(10));

    assertThat(window.count()).isZero();
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "999, 1", "1000, 1", "1001, 2", "10000, 10"})
  void seconds_areWholeAndNoneTooFew(long millis, String seconds) {
    assertThat(FixedWindow.seconds(Duration.ofMillis(millis))).isEqualTo(seconds);
  }

  private void pass(Duration time) {
    now.addAndGet(time.toNanos());
  }
}
