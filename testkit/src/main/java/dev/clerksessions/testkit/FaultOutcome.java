package dev.clerksessions.testkit;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How a call ends that doesn't get its usual answer, or not in the usual way. */
sealed interface FaultOutcome {

  /** The API's refusal. */
  record Refused(int status, @Nullable Duration retryAfter) implements FaultOutcome {}

  /** The connection breaks. */
  enum Broken implements FaultOutcome {
    BEFORE_THE_ANSWER,
    WITHIN_THE_BODY
  }

  /** The usual answer, byte by byte. */
  record Drip(Duration pause) implements FaultOutcome {}

  /** An exception of the application's own choice, at the port alone. */
  record Thrown(RuntimeException exception) implements FaultOutcome {}
}
