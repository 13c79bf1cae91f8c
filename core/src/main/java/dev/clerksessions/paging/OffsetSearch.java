package dev.clerksessions.paging;

/**
 * Searches for the offset at which a run continues, after sessions appeared or vanished before it:
 * by steps that double until the place lies between two offsets, then by halving their distance.
 * The list may change during the search, so neither offset is relied on: each page that is read
 * there is checked like any other.
 */
final class OffsetSearch {

  /** The largest offset that is requested: as many digits as a checkpoint holds. */
  static final long MAX_OFFSET = 999_999_999_999_999_999L;

  private static final long UNKNOWN = -1;

  // The page before this offset brought nothing new: the run continues here or later.
  private long lowest = UNKNOWN;
  // The page at this offset began too late: the run continues before it.
  private long highest = UNKNOWN;
  private boolean emptyAtHighest;
  private long skipStep;
  private long rewindStep;

  /** Adds a step to an offset, as far as offsets go. */
  static long after(long offset, long step) {
    return Math.min(MAX_OFFSET, Math.min(MAX_OFFSET, offset) + Math.min(MAX_OFFSET, step));
  }

  /** Forgets the search: the run continues. */
  void reset() {
    lowest = UNKNOWN;
    highest = UNKNOWN;
    emptyAtHighest = false;
    skipStep = 0;
    rewindStep = 0;
  }

  /** Returns the offset after a page that brought nothing new and ended before {@code next}. */
  long skipAhead(long next, int stride) {
    lowest = next;
    rewindStep = 0;
    if (highest <= lowest) {
      highest = UNKNOWN;
    }
    if (highest != UNKNOWN) {
      return between(stride);
    }
    long skipped = after(lowest, skipStep);
    skipStep = after(skipStep, Math.max(stride, skipStep));
    return skipped;
  }

  /** Returns the offset after a page that began too late. */
  long rewind(long offset, boolean empty, int stride) {
    highest = offset;
    emptyAtHighest = empty;
    skipStep = 0;
    if (lowest >= highest) {
      lowest = UNKNOWN;
    }
    if (lowest != UNKNOWN) {
      return between(stride);
    }
    rewindStep = after(rewindStep, Math.max((stride + 1) / 2, rewindStep));
    return Math.max(0, highest - rewindStep);
  }

  private long between(int stride) {
    long distance = highest - lowest;
    return distance <= stride ? lowest : lowest + distance / 2;
  }

  /** Returns whether no page of this search has begun too late. */
  boolean isUnbounded() {
    return highest == UNKNOWN;
  }

  /** Returns whether a page at this offset, or before it, was empty. */
  boolean foundNothingAt(long offset) {
    return emptyAtHighest && highest != UNKNOWN && highest <= offset;
  }
}
