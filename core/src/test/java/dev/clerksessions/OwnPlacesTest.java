package dev.clerksessions;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Random histories of requests that are sent, given up, or forgotten, against a simple model. */
class OwnPlacesTest {

  private static final int HISTORIES = 1_000;
  private static final int STEPS = 150;
  private static final Duration HOUR = Duration.ofHours(1);

  static LongStream seeds() {
    return LongStream.range(0, 4);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void reserve_inRandomHistories_hasTheFirstPeriodThatIsNotFull(long seed) {
    Random random = new Random(seed);
    for (int i = 0; i < HISTORIES / 4; i++) {
      new History(random, "seed " + seed + ", history " + i).run();
    }
  }

  private record Pending(RateLimiter.Reservation reservation, long due, long period) {}

  private static final class History {

    private final Random random;
    private final String name;
    private final int requests;
    private final long length;
    private final RateLimiter limiter;

    /**
     * Whether answers come, each with its request; without, periods begin with the first request.
     */
    private final boolean answers;

    private final Map<Long, Integer> taken = new HashMap<>();
    private final Map<Long, Integer> sent = new HashMap<>();
    private final List<Pending> pending = new ArrayList<>();
    private long now;
    private long origin;
    private @Nullable Long lastSent;

    History(Random random, String name) {
      this.random = random;
      this.name = name;
      requests = 1 + random.nextInt(5);
      answers = random.nextInt(4) > 0;
      now = random.nextInt();
      limiter = LimitersWithATime.of(new RateLimit(requests, Duration.ofMillis(10)), () -> now);
      length = 10_100_000;
    }

    void run() {
      for (int step = 0; step < STEPS; step++) {
        switch (random.nextInt(6)) {
          case 0, 1, 2 -> reserve();
          case 3 -> releaseOne();
          default -> pass();
        }
      }
    }

    private void reserve() {
      boolean anew = lastSent == null || (pending.isEmpty() && now - lastSent > length);
      if (anew) {
        origin = now;
        taken.clear();
        sent.clear();
      }
      long period = (now - origin) / length;
      while (taken.getOrDefault(period, 0) == requests) {
        period++;
      }
      long wait = Math.max(0, origin + period * length - now);
      RateLimiter.Reservation reservation = limiter.reservation();
      if (wait > 0) {
        assertThat(reservation.next(Duration.ofNanos(wait - 1))).as(name).isNull();
      }
      assertThat(reservation.next(HOUR)).as(name).isEqualTo(Duration.ofNanos(wait));
      taken.merge(period, 1, Integer::sum);
      pending.add(new Pending(reservation, now + wait, period));
      if (anew || random.nextInt(8) > 0) {
        sendDue();
      }
    }

    private void releaseOne() {
      if (!pending.isEmpty()) {
        Pending given = pending.remove(random.nextInt(pending.size()));
        given.reservation().release();
        taken.merge(given.period(), -1, Integer::sum);
      }
    }

    /** Time passes from one due request to the next; some are never sent, and given up later. */
    private void pass() {
      long end = now + (long) (random.nextDouble() * length * 2);
      while (true) {
        long next =
            pending.stream()
                .mapToLong(Pending::due)
                .filter(due -> due > now && due <= end)
                .min()
                .orElse(end);
        now = next;
        if (random.nextInt(8) > 0) {
          sendDue();
        }
        if (next == end) {
          return;
        }
      }
    }

    private void sendDue() {
      for (Pending due : List.copyOf(pending)) {
        // One that is late belongs to another period, and is given up in the end.
        if (due.due() == now) {
          pending.remove(due);
          assertThat(due.reservation().next(HOUR)).as(name).isZero();
          assertThat(due.reservation().use()).as(name).isTrue();
          lastSent = now;
          sent.merge((now - origin) / length, 1, Integer::sum);
          if (answers) {
            limiter.answered();
          }
        }
      }
      assertThat(sent.values()).as(name).allMatch(count -> count <= requests);
    }
  }
}
