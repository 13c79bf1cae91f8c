package dev.clerksessions.http;

import dev.clerksessions.RateLimiter;
import dev.clerksessions.error.CallInterruptedException;
import dev.clerksessions.error.CallTimeoutException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Lets each exchange wait until a {@link RateLimiter} gives it a place, and tells the limiter of
 * answers that ask to wait. Safe for use by many threads; no thread waits for an asynchronous call.
 */
public final class RateLimitingTransport implements HttpTransport {

  private static final int TOO_MANY_REQUESTS = 429;

  private final HttpTransport transport;
  private final RateLimiter limiter;
  private final Duration attemptTimeout;
  private final Pauses pauses;

  /**
   * Adds a limit to a transport.
   *
   * @param transport what exchanges go over; closed with this
   * @param limiter gives each its place
   * @param attemptTimeout how long an exchange may take from its turn on; the timeout of a call
   *     includes the wait for it
   */
  public RateLimitingTransport(
      HttpTransport transport, RateLimiter limiter, Duration attemptTimeout) {
    this(
        transport,
        limiter,
        attemptTimeout,
        Pauses.real("clerk-sessions-" + transport.name() + "-limit"));
  }

  /** Has a time of its own. */
  RateLimitingTransport(
      HttpTransport transport, RateLimiter limiter, Duration attemptTimeout, Pauses pauses) {
    this.transport = transport;
    this.limiter = limiter;
    this.attemptTimeout = attemptTimeout;
    this.pauses = pauses;
  }

  @Override
  public String name() {
    return transport.name();
  }

  @Override
  public WireResponse send(WireRequest request, Duration timeout) {
    Turn turn = new Turn(timeout);
    try {
      for (Duration wait = turn.reserve(); !wait.isZero(); wait = turn.pause()) {
        pauses.sleep(wait);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CallInterruptedException(e);
    }
    return noted(transport.send(request, turn.timeout()));
  }

  @Override
  public CompletableFuture<WireResponse> sendAsync(WireRequest request, Duration timeout) {
    WaitingCall call = new WaitingCall(request, new Turn(timeout));
    call.start();
    return call;
  }

  private WireResponse noted(WireResponse response) {
    limiter.answered();
    if (response.status() == TOO_MANY_REQUESTS) {
      Duration asked = response.retryAfter(pauses.clock());
      if (asked != null) {
        limiter.pause(asked);
      }
    }
    return response;
  }

  @Override
  public void close() {
    transport.close();
    pauses.close();
  }

  /** A call's way to its turn. */
  private final class Turn {

    private final long start = pauses.nanoTime();
    private final Duration timeout;

    Turn(Duration timeout) {
      this.timeout = timeout;
    }

    /** Returns how long to wait for a place, which is taken then. */
    Duration reserve() {
      Duration wait = limiter.reserve(left());
      if (wait == null) {
        throw tooLong();
      }
      return wait.isZero() ? pause() : wait;
    }

    /** Returns how long to wait because the API asked everyone to. */
    Duration pause() {
      Duration pause = limiter.pauseLeft();
      if (pause.compareTo(left()) > 0) {
        throw tooLong();
      }
      return pause;
    }

    /** What is left for the exchange itself. */
    Duration timeout() {
      return TryTimeout.of(left(), attemptTimeout);
    }

    private Duration left() {
      return timeout.minusNanos(pauses.nanoTime() - start);
    }

    private CallTimeoutException tooLong() {
      return new CallTimeoutException("no turn under the rate limit", timeout, null);
    }
  }

  /** A call that nobody blocks for. */
  private final class WaitingCall extends SteppedCall {

    private final WireRequest request;
    private final Turn turn;

    WaitingCall(WireRequest request, Turn turn) {
      this.request = request;
      this.turn = turn;
    }

    void start() {
      go(turn.reserve());
    }

    private void go(Duration wait) {
      if (!wait.isZero()) {
        enter(pauses.later(wait, this::goOn));
        return;
      }
      CompletableFuture<WireResponse> exchange = transport.sendAsync(request, turn.timeout());
      enter(exchange);
      var unused = exchange.whenComplete(this::end);
    }

    private void goOn() {
      if (isDone()) {
        return;
      }
      try {
        go(turn.pause());
      } catch (RuntimeException e) {
        completeExceptionally(e);
      }
    }

    private void end(@Nullable WireResponse response, @Nullable Throwable failure) {
      if (response != null) {
        try {
          complete(noted(response));
        } catch (RuntimeException e) {
          completeExceptionally(e);
        }
      } else if (failure != null) {
        completeExceptionally(unwrapped(failure));
      }
    }
  }
}
