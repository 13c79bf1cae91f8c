package dev.clerksessions;

import io.github.bucket4j.Bucket;

/** Places as a bucket has tokens; whoever made it has said when its periods begin. */
record BucketPlaces(Bucket bucket) implements Places {

  @Override
  public long take(long longestNanos) {
    long[] wait = {0};
    boolean taken =
        bucket
            .asBlocking()
            .tryConsumeUninterruptibly(1, Math.max(1, longestNanos), nanos -> wait[0] = nanos);
    return taken ? wait[0] : NONE;
  }

  @Override
  public void answered() {}

  /** Its tokens are spent for all processes, so they still count here. */
  @Override
  public boolean restart() {
    return false;
  }
}
