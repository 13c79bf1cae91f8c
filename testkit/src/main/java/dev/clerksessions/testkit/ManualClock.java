package dev.clerksessions.testkit;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A clock, in UTC, that only a test advances. Safe for use by many threads. */
public final class ManualClock extends Clock {

  private Instant now;

  /** Creates a clock at the start of 2026, the default end time of {@link SessionFixtures}. */
  public ManualClock() {
    this(SessionFixtures.REFERENCE);
  }

  /**
   * Creates a clock.
   *
   * @param start the initial time
   */
  public ManualClock(Instant start) {
    now = start;
  }

  /**
   * Advances the clock.
   *
   * @param time the time to advance by, 0 or more
   * @throws IllegalArgumentException when the time is negative, since expired sessions stay expired
   */
  public synchronized void advance(Duration time) {
    if (time.isNegative()) {
      throw new IllegalArgumentException("time must be 0 or more, was " + time);
    }
    now = now.plus(time);
  }

  /**
   * Advances the clock to a moment.
   *
   * @param moment the new time
   * @throws IllegalArgumentException when the moment is before the clock's current time
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
