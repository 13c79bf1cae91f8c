package dev.clerksessions.ratelimit;

import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Permits of one process. Periods decide in which order requests are sent: they begin with the
 * first response, and anew after a period without a request.
 *
 * <p>Periods alone don't keep the limit. A period of the server begins when a request arrives,
 * which is some time between sending it and its response, and the end of one of our periods may be
 * in the same period of the server as the next one's begin. So a place is admitted only when fewer
 * requests than the limit count, and a request counts from its admission until a period after its
 * end. Then no period holds more requests than the limit, whenever it begins and however long
 * requests take to arrive.
 *
 * <p>A place that is released is the next to be taken, in the period that it belongs to. As a token
 * given back to the bucket it would be the last one instead, in a period whose places may all be
 * taken.
 */
final class FixedWindowPermits implements Permits {

  /** Of a period, added to it: requests don't arrive as evenly as they are sent. */
  private static final double MARGIN = 0.01;

  /** Bounds the times that are computed with, so that none overflows. */
  private static final long LONGEST_WAIT_NANOS = Long.MAX_VALUE / 8;

  private final int requests;
  private final long length;
  private final LongSupplier clock;
  private final long start;

  // Made here, so that a class path without Bucket4j shows when a limiter is made.
  private final TimeMeter bucketTime = new OperationTime();

  /** How many places of a period were released. */
  private final NavigableMap<Long, Integer> released = new TreeMap<>();

  /** Permits whose period has come, by their numbers, while other requests count. */
  private final NavigableSet<Long> due = new TreeSet<>();

  /** Permits that are admitted, by their numbers, and whose requests aren't sent yet. */
  private final Set<Long> admitted = new HashSet<>();

  /** How many requests are sent and have not ended. */
  private int running;

  /** When requests ended that count, the first of them in front. */
  private final Ends ends = new Ends();

  private volatile @Nullable BucketPermits begun;
  private long taken;
  private long takenBefore;
  private long generation;

  /** Permits that are taken, by their numbers, whose requests are neither sent nor given up. */
  private final Set<Long> waiting = new HashSet<>();

  private long lastSent;

  /** When period 0 began. */
  private long origin;

  /** The time of the operation that runs, the same for the bucket. */
  private long now;

  FixedWindowPermits(RateLimit limit, LongSupplier time) {
    clock = time;
    start = time.getAsLong();
    length = lengthOf(limit.period());
    // The bucket refuses more than one token per nanosecond, which nobody can send anyway.
    requests = (int) Math.min(limit.requests(), length);
    lastSent = now;
  }

  private static long lengthOf(Duration period) {
    Duration longest = Duration.ofNanos(LONGEST_WAIT_NANOS);
    long nanos = (period.compareTo(longest) < 0 ? period : longest).toNanos();
    return (long) (nanos * (1 + MARGIN));
  }

  /** Reads the clock, which may be at any number, and must not go backwards here. */
  private void readClock() {
    now = Math.max(now, clock.getAsLong() - start);
  }

  @Override
  public synchronized @Nullable Permit tryReserve(long longestNanos) {
    readClock();
    if (waiting.isEmpty() && now - lastSent > length) {
      beginAnew();
    }
    if (takenBefore == 0) {
      origin = now;
    }
    released.headMap(periodAt(now)).clear();
    long longest = Math.min(longestNanos, LONGEST_WAIT_NANOS);
    Permit place = released.isEmpty() ? takeNew(longest) : takeReleased(longest);
    if (place != null) {
      waiting.add(place.number());
    }
    return place;
  }

  private @Nullable Permit takeReleased(long longestNanos) {
    // No place that is new is in an earlier period.
    long period = released.firstKey();
    long wait = waitFor(period);
    if (wait > longestNanos) {
      return null;
    }
    released.computeIfPresent(period, (same, places) -> places == 1 ? null : places - 1);
    return place(wait, period);
  }

  private @Nullable Permit takeNew(long longestNanos) {
    BucketPermits bucket = begun;
    if (bucket == null) {
      return takeBefore(longestNanos);
    }
    Permit place = bucket.tryReserve(longestNanos);
    return place == null ? null : place(place.waitNanos(), periodAt(now + place.waitNanos()));
  }

  private Permit place(long wait, long period) {
    taken++;
    return new Permit(wait, period, generation, taken);
  }

  /** Until there is an answer, as if the periods had begun with the first request. */
  private @Nullable Permit takeBefore(long longestNanos) {
    // What a period that is over has left counts no more.
    takenBefore = Math.max(takenBefore, periodAt(now) * requests);
    long period = takenBefore / requests;
    long wait = waitFor(period);
    if (wait > longestNanos) {
      return null;
    }
    takenBefore++;
    return place(wait, period);
  }

  private long periodAt(long nanos) {
    return (nanos - origin) / length;
  }

  private long waitFor(long period) {
    return Math.max(0, origin + period * length - now);
  }

  @Override
  public synchronized boolean isValid(Permit place) {
    return place.generation() == generation;
  }

  @Override
  public synchronized long admit(Permit place) {
    readClock();
    // One that was released at the same moment isn't admitted.
    if (!waiting.contains(place.number()) || admitted.contains(place.number())) {
      return 0;
    }
    // The first response may have moved the periods since the place was taken.
    long wait = waitFor(place.period());
    if (wait > 0) {
      return wait;
    }
    ends.removeUntil(now - length);
    int free = requests - admitted.size() - running - ends.size();
    int before = due.headSet(place.number()).size();
    if (before < free) {
      due.remove(place.number());
      admitted.add(place.number());
      return 0;
    }
    due.add(place.number());
    // One that hasn't ended counts for a period at least.
    int ended = before - Math.max(0, free);
    return ended < ends.size() ? ends.get(ended) + length - now : length;
  }

  @Override
  public synchronized void sent(Permit place) {
    readClock();
    lastSent = now;
    running++;
    forget(place);
  }

  @Override
  public synchronized void ended() {
    readClock();
    running--;
    ends.add(now);
  }

  @Override
  public synchronized void release(Permit place) {
    if (forget(place)) {
      released.merge(place.period(), 1, Integer::sum);
    }
  }

  private boolean forget(Permit place) {
    due.remove(place.number());
    admitted.remove(place.number());
    return waiting.remove(place.number());
  }

  /** The server has said when its period ends, so what was sent before doesn't count after it. */
  @Override
  public synchronized void restart() {
    beginAnew();
    ends.removeUntil(Long.MAX_VALUE);
  }

  private void beginAnew() {
    begun = null;
    takenBefore = 0;
    waiting.clear();
    released.clear();
    due.clear();
    admitted.clear();
    generation++;
  }

  @Override
  public void onResponse() {
    if (begun == null) {
      begin();
    }
  }

  private synchronized void begin() {
    if (begun != null || takenBefore == 0) {
      return;
    }
    readClock();
    long period = periodAt(now);
    long taken = takenBefore - period * requests;
    Bandwidth bandwidth =
        Bandwidth.builder()
            .capacity(requests)
            .refillIntervally(requests, Duration.ofNanos(length))
            .initialTokens(Math.max(0, Math.min(requests, requests - taken)))
            .build();
    Bucket bucket =
        Bucket.builder().addLimit(bandwidth).withCustomTimePrecision(bucketTime).build();
    if (taken > requests) {
      bucket.consumeIgnoringRateLimits(taken - requests);
    }
    begun = new BucketPermits(bucket);
    origin = now - period * length;
  }

  /** Times that are added at the end and removed in front. */
  private static final class Ends {

    private final List<Long> times = new ArrayList<>();
    private int first;

    void add(long time) {
      times.add(time);
    }

    long get(int index) {
      return times.get(first + index);
    }

    int size() {
      return times.size() - first;
    }

    void removeUntil(long time) {
      while (first < times.size() && times.get(first) <= time) {
        first++;
      }
      // Not one by one, which would copy the rest each time.
      if (first > times.size() / 2) {
        times.subList(0, first).clear();
        first = 0;
      }
    }
  }

  /** What the bucket reads: periods begin here and there at the same nanosecond. */
  private final class OperationTime implements TimeMeter {

    @Override
    public long currentTimeNanos() {
      return now;
    }

    @Override
    public boolean isWallClockBased() {
      return false;
    }
  }
}
