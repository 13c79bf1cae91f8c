package dev.clerksessions.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class StopwatchTest {

  private static final Duration LIMIT = Duration.ofSeconds(2);

  private final AtomicLong nanos = new AtomicLong(7);
  private final Stopwatch watch = new Stopwatch(nanos::get);

  @Test
  void elapsed_isTheTimeSinceTheStart() {
    nanos.addAndGet(300);

    assertThat(watch.elapsed()).isEqualTo(Duration.ofNanos(300));
  }

  @Test
  void allowing_whenTheReferenceThreadIsInTime_isTheLimit() {
    nanos.addAndGet(TimeUnit.MILLISECONDS.toNanos(5));

    assertThat(watch.allowing(LIMIT)).isEqualTo(LIMIT);
  }

  @Test
  void allowing_whenTheReferenceThreadIsLate_addsItsLatenessForEachHandOver() {
    nanos.addAndGet(TimeUnit.MILLISECONDS.toNanos(105));

    assertThat(watch.allowing(LIMIT)).isEqualTo(LIMIT.plusMillis(4 * 100));
  }

  @Test
  void start_measuresUntilItIsClosed() {
    try (Stopwatch running = Stopwatch.start()) {
      assertThat(running.elapsed()).isPositive();
      assertThat(running.allowing(LIMIT)).isGreaterThanOrEqualTo(LIMIT);
    }
  }
}
