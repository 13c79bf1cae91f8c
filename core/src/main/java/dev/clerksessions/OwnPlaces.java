package dev.clerksessions;

import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Places of one process, in periods that begin with the first answer. The server's period begins
 * when the first request arrives, and before that a connection is made and code is loaded: had ours
 * begun when it was sent, all periods that follow would come too early by that time. After a period
 * without a request they begin anew.
 */
final class OwnPlaces implements Places {

  /** Of a period, added to it: requests don't arrive as evenly as they are sent. */
  private static final double MARGIN = 0.01;

  private final int requests;
  private final long period;
  private final TimeMeter time;
  private volatile @Nullable BucketPlaces begun;
  private long takenBefore;
  private long firstTaken;
  private long lastTaken;

  OwnPlaces(RateLimit limit, TimeMeter time) {
    this.time = time;
    requests = limit.requests();
    period = (long) (limit.period().toNanos() * (1 + MARGIN));
  }

  @Override
  public synchronized long take(long longestNanos) {
    long now = time.currentTimeNanos();
    if (takenBefore > 0 && now - lastTaken > period) {
      forget();
    }
    BucketPlaces bucket = begun;
    long wait = bucket == null ? takeBefore(longestNanos, now) : bucket.take(longestNanos);
    if (wait != NONE) {
      lastTaken = now + wait;
    }
    return wait;
  }

  /** Until there is an answer, as if the periods had begun with the first request. */
  private long takeBefore(long longestNanos, long now) {
    if (takenBefore == 0) {
      firstTaken = now;
    }
    // What a period that is over has left counts no more.
    takenBefore = Math.max(takenBefore, periodsOver(now) * requests);
    long wait = Math.max(0, firstTaken + takenBefore / requests * period - now);
    if (wait > longestNanos) {
      return NONE;
    }
    takenBefore++;
    return wait;
  }

  private long periodsOver(long now) {
    return (now - firstTaken) / period;
  }

  @Override
  public synchronized boolean restart() {
    forget();
    return true;
  }

  private void forget() {
    begun = null;
    takenBefore = 0;
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
    long taken = takenBefore - periodsOver(time.currentTimeNanos()) * requests;
    Bandwidth bandwidth =
        Bandwidth.builder()
            .capacity(requests)
            .refillIntervally(requests, Duration.ofNanos(period))
            .initialTokens(Math.max(0, Math.min(requests, requests - taken)))
            .build();
    Bucket bucket = Bucket.builder().addLimit(bandwidth).withCustomTimePrecision(time).build();
    if (taken > requests) {
      bucket.consumeIgnoringRateLimits(taken - requests);
    }
    begun = new BucketPlaces(bucket);
  }
}
