package dev.clerksessions.testkit;

import static java.time.temporal.ChronoUnit.SECONDS;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a call meets on its way: a wait, and then its usual answer or another end. The same at the
 * {@link InMemorySessions}, where a call ends as it would over a transport without retries, and at
 * the {@link FakeClerkServer}, where it is seen on the wire.
 */
public final class Fault {

  private static final int LEAST_STATUS = 400;
  private static final int MOST_STATUS = 599;
  private static final CompletableFuture<?> AT_ONCE = CompletableFuture.completedFuture(null);

  /** The usual answer at once. */
  static final Fault NONE = new Fault("none", () -> AT_ONCE, null);

  private final String name;
  private final Supplier<CompletableFuture<?>> wait;
  private final @Nullable FaultOutcome ending;

  private Fault(String name, Supplier<CompletableFuture<?>> wait, @Nullable FaultOutcome ending) {
    this.name = name;
    this.wait = wait;
    this.ending = ending;
  }

  private static Fault ending(String name, FaultOutcome ending) {
    return new Fault(name, () -> AT_ONCE, ending);
  }

  /**
   * The API refuses the call, or a proxy before it fails.
   *
   * @param status 400 to 599; up to 500 with the error code that the API has for it, beyond that
   *     without errors, a page of HTML on the wire, as proxies respond
   * @return 429 asks to wait a second
   * @throws IllegalArgumentException when the status is none of them
   */
  public static Fault status(int status) {
    if (status < LEAST_STATUS || status > MOST_STATUS) {
      throw new IllegalArgumentException(
          "status must be " + LEAST_STATUS + " to " + MOST_STATUS + ", was " + status);
    }
    return status == ApiResponse.TOO_MANY_REQUESTS
        ? rateLimited(Duration.ofSeconds(1))
        : ending("status " + status, new FaultOutcome.Refused(status, null));
  }

  /**
   * The API answers 429 and asks to wait.
   *
   * @param retryAfter how long, in whole seconds, which is what the header can say
   * @return 429 with {@code Retry-After}
   * @throws IllegalArgumentException when it is negative or has a fraction of a second
   */
  public static Fault rateLimited(Duration retryAfter) {
    if (retryAfter.isNegative() || !retryAfter.equals(retryAfter.truncatedTo(SECONDS))) {
      throw new IllegalArgumentException(
          "retryAfter must be whole seconds, 0 or more, was " + retryAfter);
    }
    return ending(
        "rate limited for " + retryAfter,
        new FaultOutcome.Refused(ApiResponse.TOO_MANY_REQUESTS, retryAfter));
  }

  /**
   * The connection is reset instead of an answer. An HTTP stack that had kept the connection may
   * send the request again by itself, which is one more call: over HTTP, have this in store for
   * more than one.
   *
   * @return a broken connection
   */
  public static Fault connectionReset() {
    return ending("reset", FaultOutcome.Broken.BEFORE_THE_ANSWER);
  }

  /**
   * The connection is closed in the middle of the answer's body.
   *
   * @return a broken connection
   */
  public static Fault truncatedBody() {
    return ending("truncatedBody", FaultOutcome.Broken.WITHIN_THE_BODY);
  }

  /**
   * The usual answer comes byte by byte.
   *
   * @param pause the time before each byte, a millisecond or more
   * @return an answer that takes the pause times its length
   * @throws IllegalArgumentException when it is shorter
   */
  public static Fault throttle(Duration pause) {
    if (pause.toMillis() < 1) {
      throw new IllegalArgumentException("pause must be 1 ms or more, was " + pause);
    }
    return ending("throttle every " + pause, new FaultOutcome.Drip(pause));
  }

  /**
   * The usual answer comes later. Real time passes; the {@linkplain InMemorySessions#clock()
   * sessions' clock} isn't moved.
   *
   * @param time how much later, 0 or more
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
   * The usual answer comes later by the sessions' {@link ManualClock}, which is moved; it takes no
   * real time.
   *
   * @param clock what to move
   * @param time how much later, 0 or more
   * @return a delay
   * @throws IllegalArgumentException when it is negative
   */
  public static Fault delay(ManualClock clock, Duration time) {
    checkDelay(time);
    return new Fault(
        "virtual delay of " + time,
        () -> {
          clock.advance(time);
          return AT_ONCE;
        },
        null);
  }

  private static void checkDelay(Duration time) {
    if (time.isNegative()) {
      throw new IllegalArgumentException("time must be 0 or more, was " + time);
    }
  }

  /**
   * There is no answer until the test says so, or {@linkplain RecordingFake#clearFaults() ends all
   * trouble}; then comes the usual one.
   *
   * @param release completed by the test, in any way
   * @return a call that hangs
   */
  public static Fault stallUntil(CompletableFuture<?> release) {
    return new Fault("hang", () -> release, null);
  }

  /** An application's exception is for the port alone, which takes it without a Fault. */
  static Fault exception(RuntimeException exception) {
    return ending(
        "exception " + exception.getClass().getName(), new FaultOutcome.Thrown(exception));
  }

  /** Begins to wait; the future's value means nothing, nor does a failure. */
  CompletableFuture<?> begin() {
    return wait.get();
  }

  /** What comes instead of the usual answer. */
  @Nullable FaultOutcome ending() {
    return ending;
  }

  @Override
  public String toString() {
    return "Fault[" + name + "]";
  }
}
