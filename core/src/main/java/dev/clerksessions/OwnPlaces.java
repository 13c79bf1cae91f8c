package dev.clerksessions;

import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Places of one process, in periods that begin with the first answer. The server's period begins
 * when the first request arrives, and before that a connection is made and code is loaded: had ours
 * begun when it was sent, all periods that follow would come too early by that time. After a period
 * without a request they begin anew.
 *
 * <p>A place that is released is the next to be taken, in the period that it belongs to. As a token
 * given back to the bucket it would be the last one instead, in a period whose places may all be
 * taken.
 */
final class OwnPlaces implements Places {

  /** Of a period, added to it: requests don't arrive as evenly as they are sent. */
  private static final double MARGIN = 0.01;

  private final int requests;
  private final long length;
  private final LongSupplier time;

  // Made here, so that a class path without Bucket4j shows when a limiter is made.
  private final TimeMeter bucketTime = new OperationTime();

  /** How many places of a period were released. */
  private final NavigableMap<Long, Integer> released = new TreeMap<>();

  private volatile @Nullable BucketPlaces begun;
  private long takenBefore;
  private long restarts;

  /** How many places are taken whose requests are neither sent nor given up. */
  private long waiting;

  private long lastSent;

  /** When period 0 began. */
  private long origin;

  /** The time of the operation that runs, the same for the bucket. */
  private long now;

  OwnPlaces(RateLimit limit, LongSupplier time) {
    this.time = time;
    requests = limit.requests();
    length = (long) (limit.period().toNanos() * (1 + MARGIN));
    lastSent = time.getAsLong();
  }

  @Override
  public synchronized @Nullable Place take(long longestNanos) {
    now = time.getAsLong();
    if (waiting == 0 && now - lastSent > length) {
      restart();
    }
    if (takenBefore == 0) {
      origin = now;
    }
    released.headMap(periodAt(now)).clear();
    Place place = released.isEmpty() ? takeNew(longestNanos) : takeReleased(longestNanos);
    if (place != null) {
      waiting++;
    }
    return place;
  }

  private @Nullable Place takeReleased(long longestNanos) {
    // No place that is new is in an earlier period.
    long period = released.firstKey();
    long wait = waitFor(period);
    if (wait > longestNanos) {
      return null;
    }
    released.computeIfPresent(period, (same, places) -> places == 1 ? null : places - 1);
    return new Place(wait, period, restarts);
  }

  private @Nullable Place takeNew(long longestNanos) {
    BucketPlaces bucket = begun;
    if (bucket == null) {
      return takeBefore(longestNanos);
    }
    Place place = bucket.take(longestNanos);
    return place == null
        ? null
        : new Place(place.waitNanos(), periodAt(now + place.waitNanos()), restarts);
  }

  /** Until there is an answer, as if the periods had begun with the first request. */
  private @Nullable Place takeBefore(long longestNanos) {
    // What a period that is over has left counts no more.
    takenBefore = Math.max(takenBefore, periodAt(now) * requests);
    long period = takenBefore / requests;
    long wait = waitFor(period);
    if (wait > longestNanos) {
      return null;
    }
    takenBefore++;
    return new Place(wait, period, restarts);
  }

  private long periodAt(long nanos) {
    return (nanos - origin) / length;
  }

  private long waitFor(long period) {
    return Math.max(0, origin + period * length - now);
  }

  @Override
  public synchronized boolean isValid(Place place) {
    return place.restarts() == restarts;
  }

  @Override
  public synchronized void sent(Place place) {
    lastSent = time.getAsLong();
    if (isValid(place)) {
      waiting--;
    }
  }

  @Override
  public synchronized void release(Place place) {
    if (isValid(place)) {
      waiting--;
      released.merge(place.period(), 1, Integer::sum);
    }
  }

  @Override
  public synchronized void restart() {
    begun = null;
    takenBefore = 0;
    waiting = 0;
    released.clear();
    restarts++;
  }

  @Override
  public void answered() {
    if (begun == null) {
      begin();
    }
  }

  private synchronized void begin() {
    if (begun != null || takenBefore == 0) {
      return;
    }
    now = time.getAsLong();
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
    begun = new BucketPlaces(bucket);
    origin = now - period * length;
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
