package dev.clerksessions.internal.pipeline;

import dev.clerksessions.error.CallInterruptedException;
import dev.clerksessions.error.CallTimeoutException;
import dev.clerksessions.ratelimit.RateLimiter;
import dev.clerksessions.transport.HttpTransport;
import dev.clerksessions.transport.WireRequest;
import dev.clerksessions.transport.WireResponse;
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
  private final Sleeper sleeper;

  /**
   * Adds a limit to a transport.
   *
   * @param transport what exchanges go over; closed with this
   * @param limiter gives each its place
   */
  public RateLimitingTransport(HttpTransport transport, RateLimiter limiter) {
    this(transport, limiter, new SystemSleeper("clerk-sessions-" + transport.name() + "-limit"));
  }

  /** Has a time of its own. */
  RateLimitingTransport(HttpTransport transport, RateLimiter limiter, Sleeper sleeper) {
    this.transport = transport;
    this.limiter = limiter;
    this.sleeper = sleeper;
  }

  @Override
  public String name() {
    return transport.name();
  }

  @Override
  public WireResponse send(WireRequest request, Duration timeout) {
    Turn turn = new Turn(timeout);
    try {
      for (Duration wait = turn.next(); !wait.isZero(); wait = turn.next()) {
        sleeper.sleep(wait);
      }
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      turn.use();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CallInterruptedException(e);
    } finally {
      turn.release();
    }
    WireResponse response;
    try {
      response = transport.send(request, turn.timeout());
    } finally {
      // Before the response pauses the limiter, or this request would count in the time after it.
      turn.ended();
    }
    return noted(response);
  }

  @Override
  public CompletableFuture<WireResponse> sendAsync(WireRequest request, Duration timeout) {
    WaitingCall call = new WaitingCall(request, new Turn(timeout));
    call.start();
    return call;
  }

  private WireResponse noted(WireResponse response) {
    limiter.onResponse();
    if (response.status() == TOO_MANY_REQUESTS) {
      Duration asked = response.retryAfter(sleeper.clock());
      if (asked != null) {
        limiter.pause(asked);
      }
    }
    return response;
  }

  @Override
  public void close() {
    transport.close();
    sleeper.close();
  }

  /** A call's way to its turn. */
  private final class Turn {

    private final long start = sleeper.nanoTime();
    private final Duration timeout;
    private final RateLimiter.Reservation reservation = limiter.reservation();

    Turn(Duration timeout) {
      this.timeout = timeout;
    }

    /** Returns how long to wait before asking again, zero when the turn has come. */
    Duration next() {
      Duration wait = reservation.next(left());
      if (wait == null) {
        throw CallTimeoutException.rateLimitWaitExceeded(timeout);
      }
      return wait;
    }

    /** Begins the exchange; false when the turn was released before. */
    boolean use() {
      return reservation.use();
    }

    /** Lets another call have the turn, unless it was used. */
    void release() {
      reservation.release();
    }

    /** Reports that the exchange has ended, if it began. */
    void ended() {
      reservation.ended();
    }

    /** What is left for the exchange itself. */
    Duration timeout() {
      return TryTimeout.of(left(), timeout);
    }

    private Duration left() {
      return timeout.minusNanos(sleeper.nanoTime() - start);
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
      Duration wait = turn.next();
      if (!wait.isZero()) {
        pause(sleeper, wait, this::goOn);
        return;
      }
      if (!turn.use()) {
        return;
      }
      CompletableFuture<WireResponse> exchange;
      try {
        exchange = transport.sendAsync(request, turn.timeout());
      } catch (RuntimeException | Error e) {
        turn.ended();
        throw e;
      }
      enter(exchange);
      var unused = exchange.whenComplete(this::end);
    }

    // Before dependents run: the next call may be one of them.
    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
      turn.release();
      return super.cancel(mayInterruptIfRunning);
    }

    @Override
    public boolean completeExceptionally(Throwable failure) {
      turn.release();
      return super.completeExceptionally(failure);
    }

    private void goOn() {
      if (isDone()) {
        // However it was completed.
        turn.release();
      } else {
        start();
      }
    }

    private void end(@Nullable WireResponse response, @Nullable Throwable failure) {
      turn.ended();
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
