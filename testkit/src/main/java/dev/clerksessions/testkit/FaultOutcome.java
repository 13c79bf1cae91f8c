package dev.clerksessions.testkit;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How a call ends that does not get its usual response in the usual way. */
sealed interface FaultOutcome {

  /** An error response. */
  record Refused(int status, @Nullable Duration retryAfter) implements FaultOutcome {}

  /** The connection breaks. */
  enum Broken implements FaultOutcome {
    BEFORE_RESPONSE,
    WITHIN_BODY
  }

  /** The usual response, byte by byte. */
  record Throttled(Duration pause) implements FaultOutcome {}

  /** An exception that the test chooses; for the port only. */
  record Thrown(RuntimeException exception) implements FaultOutcome {}
}
