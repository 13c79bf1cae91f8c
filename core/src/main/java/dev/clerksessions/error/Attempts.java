package dev.clerksessions.error;

import java.io.Serializable;
import java.time.Duration;

/**
 * How often something was tried.
 *
 * @param count 1 or more, the first try included
 * @param elapsed the time from the first try's start to the last one's end, waits included
 */
public record Attempts(int count, Duration elapsed) implements Serializable {

  private static final long serialVersionUID = 1L;

  /** One try, of which nobody took the time. */
  public static final Attempts ONE = new Attempts(1, Duration.ZERO);
}
