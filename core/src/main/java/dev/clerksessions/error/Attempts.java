package dev.clerksessions.error;

import java.io.Serializable;
import java.time.Duration;

/**
 * The number of attempts of a call, and their duration.
 *
 * @param count the number of attempts, 1 or more, including the first
 * @param elapsed the time from the start of the first attempt to the end of the last, including
 *     waits
 */
public record Attempts(int count, Duration elapsed) implements Serializable {

  private static final long serialVersionUID = 1L;

  /** One attempt whose duration was not measured. */
  public static final Attempts ONE = new Attempts(1, Duration.ZERO);
}
