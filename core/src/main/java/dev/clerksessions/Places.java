package dev.clerksessions;

import org.jspecify.annotations.Nullable;

/** Places under a rate limit, one for each request. Safe for use by many threads. */
interface Places {

  /**
   * One request's place.
   *
   * @param waitNanos the time from taking it until the request may be sent
   * @param period the number of the period that it counts in
   * @param restarts how often periods had begun anew before
   * @param number counts the places that were taken
   */
  record Place(long waitNanos, long period, long restarts, long number) {}

  /** Takes the next place; null, and none is taken, when the wait would be longer. */
  @Nullable Place take(long longestNanos);

  /** Returns whether a place is still one: {@link #restart} takes them away. */
  boolean isValid(Place place);

  /**
   * Returns the time until the request of a place may be sent; zero when it may be sent now. Then
   * the place counts as spent until it is released.
   */
  long admit(Place place);

  /** The request of a place is sent now. */
  void sent(Place place);

  /** A request that was sent has a response, or never gets one. */
  void ended();

  /** The request of a place is never sent: another request may have it, where that is possible. */
  void release(Place place);

  /** An answer has come. */
  void answered();

  /** Begins periods anew, if it can; then nobody has a place any more. */
  void restart();
}
