package dev.clerksessions.ratelimit;

import io.github.bucket4j.Bucket;
import org.jspecify.annotations.Nullable;

/** Permits as a bucket has tokens; whoever made it has said when its periods begin. */
record BucketPermits(Bucket bucket) implements Permits {

  @Override
  public @Nullable Permit tryReserve(long longestNanos) {
    if (longestNanos < 0) {
      return null;
    }
    long[] wait = {0};
    boolean taken =
        bucket
            .asBlocking()
            .tryConsumeUninterruptibly(1, Math.max(1, longestNanos), nanos -> wait[0] = nanos);
    return taken ? new Permit(wait[0], 0, 0, 0) : null;
  }

  /** Its tokens are spent for all processes, so a pause doesn't take them away. */
  @Override
  public boolean isValid(Permit place) {
    return true;
  }

  /** Whoever has a token has waited for it. */
  @Override
  public long admit(Permit place) {
    return 0;
  }

  @Override
  public void sent(Permit place) {}

  @Override
  public void ended() {}

  /**
   * Keeps the token. Added to the bucket, it would be of no certain period: it could come on top of
   * a refill, and let through more requests than the limit allows.
   */
  @Override
  public void release(Permit place) {}

  @Override
  public void onResponse() {}

  @Override
  public void restart() {}
}
