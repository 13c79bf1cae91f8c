package dev.clerksessions.testkit;

import static java.time.temporal.ChronoUnit.SECONDS;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A fault to inject into calls: a delay, followed by the usual response or by another outcome. An
 * {@link InMemorySessions} injects it into the call, which then ends as it would over a transport
 * without retries. A {@link FakeClerkServer} injects it on the wire.
 */
public final class Fault {

  private static final int MIN_STATUS = 400;
  private static final int MAX_STATUS = 599;
  private static final CompletableFuture<?> NO_WAIT = CompletableFuture.completedFuture(null);

  /** The usual response, without a delay. */
  static final Fault NONE = new Fault("none", () -> NO_WAIT, null);

  private final String name;
  private final Supplier<CompletableFuture<?>> wait;
  private final @Nullable FaultOutcome outcome;

  private Fault(String name, Supplier<CompletableFuture<?>> wait, @Nullable FaultOutcome outcome) {
    this.name = name;
    this.wait = wait;
    this.outcome = outcome;
  }

  private static Fault withOutcome(String name, FaultOutcome outcome) {
    return new Fault(name, () -> NO_WAIT, outcome);
  }

  /**
   * Returns an error response of the API, or of a proxy in front of it.
   *
   * @param status 400 to 599; up to 500, the response has the error code that the API uses for this
   *     status; above 500, it has no errors and its body is an HTML page, like that of a proxy
   * @return an error response; a 429 has a {@code Retry-After} of one second
   * @throws IllegalArgumentException when the status is out of range
   */
  public static Fault status(int status) {
    if (status < MIN_STATUS || status > MAX_STATUS) {
      throw new IllegalArgumentException(
          "status must be " + MIN_STATUS + " to " + MAX_STATUS + ", was " + status);
    }
    return status == ApiResponse.TOO_MANY_REQUESTS
        ? rateLimited(Duration.ofSeconds(1))
        : withOutcome("status " + status, new FaultOutcome.Refused(status, null));
  }

  /**
   * Returns a 429 response of the API with {@code Retry-After}.
   *
   * @param retryAfter the value of {@code Retry-After}, in whole seconds, as the header requires
   * @return a 429 response
   * @throws IllegalArgumentException when it is negative or has a fraction of a second
   */
  public static Fault rateLimited(Duration retryAfter) {
    if (retryAfter.isNegative() || !retryAfter.equals(retryAfter.truncatedTo(SECONDS))) {
      throw new IllegalArgumentException(
          "retryAfter must be whole seconds, 0 or more, was " + retryAfter);
    }
    return withOutcome(
        "rate limited for " + retryAfter,
        new FaultOutcome.Refused(ApiResponse.TOO_MANY_REQUESTS, retryAfter));
  }

  /**
   * Returns a connection reset before the response. An HTTP stack may resend the request by itself
   * if it used a pooled connection. The resent request is one more call, so over HTTP schedule this
   * fault for more than one call.
   *
   * @return a broken connection
   */
  public static Fault connectionReset() {
    return withOutcome("reset", FaultOutcome.Broken.BEFORE_RESPONSE);
  }

  /**
   * Returns a response whose connection closes in the middle of the body.
   *
   * @return a broken connection
   */
  public static Fault truncatedBody() {
    return withOutcome("truncatedBody", FaultOutcome.Broken.WITHIN_BODY);
  }

  /**
   * Returns a throttled response: the usual response is sent byte by byte.
   *
   * @param pause the time before each byte, a millisecond or more
   * @return a response that takes the pause times its length in bytes
   * @throws IllegalArgumentException when the pause is shorter
   */
  public static Fault throttle(Duration pause) {
    if (pause.toMillis() < 1) {
      throw new IllegalArgumentException("pause must be 1 ms or more, was " + pause);
    }
    return withOutcome("throttle every " + pause, new FaultOutcome.Throttled(pause));
  }

  /**
   * Returns a delay before the usual response. Real time passes. The {@linkplain
   * InMemorySessions#clock() sessions' clock} does not advance.
   *
   * @param time the delay, 0 or more
   * @return a delay
   * @throws IllegalArgumentException when it is negative
   */
  public static Fault delay(Duration time) {
    checkDelay(time);
    return new Fault(
        "delay of " + time,
        () ->
            new CompletableFuture<@Nullable Object>()
                .completeOnTimeout(null, time.toNanos(), TimeUnit.NANOSECONDS),
        null);
  }

  /**
   * Returns a virtual delay before the usual response: it advances the sessions' {@link
   * ManualClock} and takes no real time.
   *
   * @param clock the clock to advance
   * @param time the delay, 0 or more
   * @return a delay
   * @throws IllegalArgumentException when it is negative
   */
  public static Fault delay(ManualClock clock, Duration time) {
    checkDelay(time);
    return new Fault(
        "virtual delay of " + time,
        () -> {
          clock.advance(time);
          return NO_WAIT;
        },
        null);
  }

  private static void checkDelay(Duration time) {
    if (time.isNegative()) {
      throw new IllegalArgumentException("time must be 0 or more, was " + time);
    }
  }

  /**
   * Returns a stall: the usual response is held back until the test completes a future or
   * {@linkplain RecordingFake#clearFaults() clears all faults}.
   *
   * @param release ends the stall when the test completes it, normally or exceptionally
   * @return a stall
   */
  public static Fault stallUntil(CompletableFuture<?> release) {
    return new Fault("stall", () -> release, null);
  }

  /** For the port only, whose methods accept an exception without a Fault. */
  static Fault exception(RuntimeException exception) {
    return withOutcome(
        "exception " + exception.getClass().getName(), new FaultOutcome.Thrown(exception));
  }

  /** Starts the delay. The future completes at its end; its value or exception is ignored. */
  CompletableFuture<?> begin() {
    return wait.get();
  }

  /** The outcome that replaces the usual response; null for the usual response. */
  @Nullable FaultOutcome outcome() {
    return outcome;
  }

  @Override
  public String toString() {
    return "Fault[" + name + "]";
  }
}
