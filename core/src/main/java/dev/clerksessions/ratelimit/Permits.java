package dev.clerksessions.ratelimit;

import org.jspecify.annotations.Nullable;

/** Permits under a rate limit, one for each request. Safe for use by many threads. */
interface Permits {

  /**
   * One request's place.
   *
   * @param waitNanos the time from taking it until the request may be sent
   * @param period the number of the period that it counts in
   * @param generation how often periods had begun anew before
   * @param number counts the places that were taken
   */
  record Permit(long waitNanos, long period, long generation, long number) {}

  /** Takes the next place; null, and none is taken, when the wait would be longer. */
  @Nullable Permit tryReserve(long longestNanos);

  /** Returns whether a place is still one: {@link #restart} takes them away. */
  boolean isValid(Permit place);

  /**
   * Returns the time until the request of a place may be sent; zero when it may be sent now. Then
   * the place counts as spent until it is released.
   */
  long admit(Permit place);

  /** The request of a place is sent now. */
  void sent(Permit place);

  /** A request that was sent has a response, or never gets one. */
  void ended();

  /** The request of a place is never sent: another request may have it, where that is possible. */
  void release(Permit place);

  /** An answer has come. */
  void onResponse();

  /** Begins periods anew, if it can; then nobody has a place any more. */
  void restart();
}
