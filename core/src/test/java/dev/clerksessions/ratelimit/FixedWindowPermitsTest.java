package dev.clerksessions.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Random histories of requests that are sent, answered, lost or cancelled, on a simulated clock.
 */
class FixedWindowPermitsTest {

  private static final int HISTORIES = 1_500;
  private static final int REQUESTS = 60;
  private static final Duration HOUR = Duration.ofHours(1);
  private static final long PERIOD = TimeUnit.MILLISECONDS.toNanos(10);

  static LongStream seeds() {
    return LongStream.range(0, 4);
  }

  /** Wherever the server's period begins, and however long requests and responses take. */
  @ParameterizedTest
  @MethodSource("seeds")
  void next_inRandomHistories_keepsTheLimitInEveryPeriodAndLosesNoPermit(long seed) {
    Random random = new Random(seed);
    for (int i = 0; i < HISTORIES / 4; i++) {
      new History(random, "seed " + seed + ", history " + i).run();
    }
  }

  private record Event(long time, long number, Runnable action) {}

  private static final class History {

    private final Random random;
    private final String name;
    private final int requests;
    private final long latency;
    private final long lateness;
    private final RateLimiter limiter;
    private final PriorityQueue<Event> events =
        new PriorityQueue<>(
            (a, b) ->
                a.time() != b.time()
                    ? Long.compare(a.time(), b.time())
                    : Long.compare(a.number(), b.number()));
    private final List<Long> arrivals = new ArrayList<>();
    private final long start;
    private long now;
    private long lastAsk;
    private long lastUse;
    private int pending = REQUESTS;
    private final Set<RateLimiter.Reservation> sent = new HashSet<>();
    private final Set<RateLimiter.Reservation> cancelled = new HashSet<>();
    private long eventCount;

    History(Random random, String name) {
      this.random = random;
      this.name = name;
      requests = 1 + random.nextInt(5);
      latency = 1 + random.nextLong(PERIOD * 2);
      lateness = 1 + random.nextLong(PERIOD / 2);
      // Like System.nanoTime, which may be about to overflow.
      start = random.nextBoolean() ? random.nextInt() : Long.MAX_VALUE - PERIOD * 5;
      limiter =
          TestRateLimiters.of(new RateLimit(requests, Duration.ofNanos(PERIOD)), () -> start + now);
    }

    void run() {
      long ask = 0;
      for (int i = 0; i < REQUESTS; i++) {
        // Bursts, and pauses of up to some periods.
        ask += random.nextInt(3) > 0 ? 0 : random.nextLong(PERIOD * 3);
        RateLimiter.Reservation reservation = limiter.reservation();
        at(ask, () -> ask(reservation));
        if (random.nextInt(4) == 0) {
          at(ask + random.nextLong(PERIOD * 4), () -> cancel(reservation));
        }
        lastAsk = ask;
      }
      while (!events.isEmpty()) {
        Event event = events.remove();
        now = event.time();
        event.action().run();
      }

      assertThat(pending).as("requests neither sent nor cancelled, " + name).isZero();
      assertThat(lastUse)
          .as("last request, " + name)
          .isLessThan(
              lastAsk
                  + (REQUESTS / requests + 2) * (PERIOD * 101 / 100 + latency * 2 + lateness * 3));
      arrivals.sort(null);
      for (int i = requests; i < arrivals.size(); i++) {
        assertThat(arrivals.get(i) - arrivals.get(i - requests))
            .as("time of " + (requests + 1) + " requests, " + name)
            .isGreaterThan(PERIOD);
      }
    }

    private void at(long time, Runnable action) {
      events.add(new Event(time, eventCount++, action));
    }

    private void ask(RateLimiter.Reservation reservation) {
      Duration wait = reservation.next(HOUR);
      assertThat(wait).as(name).isNotNull();
      if (!wait.isZero()) {
        at(now + wait.toNanos() + late(), () -> ask(reservation));
      } else {
        at(now + late(), () -> send(reservation));
      }
    }

    private void send(RateLimiter.Reservation reservation) {
      if (!reservation.use()) {
        return;
      }
      sent.add(reservation);
      pending--;
      lastUse = now;
      long arrival = now + random.nextLong(latency);
      long end = arrival + random.nextLong(latency);
      boolean onResponse = random.nextInt(4) > 0;
      if (onResponse || random.nextBoolean()) {
        arrivals.add(arrival);
      }
      at(
          end,
          () -> {
            if (onResponse) {
              limiter.onResponse();
            }
            reservation.ended();
          });
    }

    private void cancel(RateLimiter.Reservation reservation) {
      reservation.release();
      if (!sent.contains(reservation) && cancelled.add(reservation)) {
        pending--;
      }
    }

    private long late() {
      return random.nextBoolean() ? 0 : random.nextLong(lateness);
    }
  }
}
