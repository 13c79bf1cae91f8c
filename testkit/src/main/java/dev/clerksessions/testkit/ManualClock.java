package dev.clerksessions.testkit;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A clock that stands still until a test moves it. In UTC; safe for use by many threads. */
public final class ManualClock extends Clock {

  private Instant now;

  /** Makes a clock at the start of 2026, the moment that {@link SessionFixtures} end at. */
  public ManualClock() {
    this(SessionFixtures.REFERENCE);
  }

  /**
   * Makes a clock.
   *
   * @param start what it shows first
   */
  public ManualClock(Instant start) {
    now = start;
  }

  /**
   * Moves it forward.
   *
   * @param time how far, 0 or more
   * @throws IllegalArgumentException when it is negative: what has expired doesn't come back
   */
  public synchronized void advance(Duration time) {
    if (time.isNegative()) {
      throw new IllegalArgumentException("time must be 0 or more, was " + time);
    }
    now = now.plus(time);
  }

  /**
   * Moves it forward to a moment.
   *
   * @param moment what it shows from now on
   * @throws IllegalArgumentException when it is before what the clock shows
   */
  public synchronized void advanceTo(Instant moment) {
    if (moment.isBefore(now)) {
      throw new IllegalArgumentException("moment must not be before " + now + ", was " + moment);
    }
    now = moment;
  }

  @Override
  public synchronized Instant instant() {
    return now;
  }

  @Override
  public ZoneId getZone() {
    return ZoneOffset.UTC;
  }

  /** Returns a clock of another zone that moves with this one. */
  @Override
  public Clock withZone(ZoneId zone) {
    return new InZone(this, zone);
  }

  @Override
  public String toString() {
    return "ManualClock[" + instant() + "]";
  }

  private static final class InZone extends Clock {

    private final Clock clock;
    private final ZoneId zone;

    InZone(Clock clock, ZoneId zone) {
      this.clock = clock;
      this.zone = zone;
    }

    @Override
    public Instant instant() {
      return clock.instant();
    }

    @Override
    public ZoneId getZone() {
      return zone;
    }

    @Override
    public Clock withZone(ZoneId otherZone) {
      return new InZone(clock, otherZone);
    }
  }
}
