package dev.clerksessions;

/** Places under a rate limit, one for each request. Safe for use by many threads. */
interface Places {

  /** There is no place in time. */
  long NONE = -1;

  /** Takes the next place, and returns how many nanoseconds it is until then, or {@link #NONE}. */
  long take(long longestNanos);

  /** An answer has come. */
  void answered();

  /** Begins periods anew, if it can: returns whether nobody has a place any more. */
  boolean restart();
}
