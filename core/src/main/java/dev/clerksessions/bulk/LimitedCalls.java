package dev.clerksessions.bulk;

import dev.clerksessions.PaginatedResourceResponse;
import dev.clerksessions.Session;
import dev.clerksessions.SessionListParams;
import dev.clerksessions.SessionsPort;
import dev.clerksessions.error.CallInterruptedException;
import dev.clerksessions.error.CallTimeoutException;
import dev.clerksessions.error.ClerkApiException;
import dev.clerksessions.error.RateLimitedException;
import dev.clerksessions.ratelimit.RateLimiter;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/**
 * Blocking calls of any port under a rate limiter: each waits for one permit, as long as it takes.
 * Attempts that the port makes by itself are not seen here.
 */
final class LimitedCalls implements SessionsPort {

  /** A permit that comes later never comes. */
  private static final Duration MAX_WAIT = Duration.ofDays(365);

  /** Blocks the calling thread. */
  interface Sleeper {
    void sleep(Duration wait) throws InterruptedException;
  }

  private final SessionsPort port;
  private final RateLimiter limiter;
  private final Sleeper sleeper;

  LimitedCalls(SessionsPort port, RateLimiter limiter) {
    // Rounded up, since a permit must not be used early.
    this(port, limiter, wait -> Thread.sleep(wait.plusNanos(999_999).toMillis()));
  }

  /** For tests: takes what waits. */
  LimitedCalls(SessionsPort port, RateLimiter limiter, Sleeper sleeper) {
    this.port = port;
    this.limiter = limiter;
    this.sleeper = sleeper;
  }

  @Override
  public PaginatedResourceResponse<Session> getSessionList(SessionListParams params) {
    RateLimiter.Reservation reservation = limiter.reservation();
    awaitPermit(reservation);
    try {
      PaginatedResourceResponse<Session> page = call(params, reservation);
      limiter.onResponse();
      return page;
    } catch (ClerkApiException e) {
      limiter.onResponse();
      Duration retryAfter = e.retryAfter();
      if (e instanceof RateLimitedException && retryAfter != null) {
        limiter.pause(retryAfter);
      }
      throw e;
    }
  }

  private PaginatedResourceResponse<Session> call(
      SessionListParams params, RateLimiter.Reservation reservation) {
    try {
      return port.getSessionList(params);
    } finally {
      // Before its result pauses the limiter, or this call would count in the time after it.
      reservation.ended();
    }
  }

  private void awaitPermit(RateLimiter.Reservation reservation) {
    try {
      for (Duration wait = next(reservation); !wait.isZero(); wait = next(reservation)) {
        sleeper.sleep(wait);
      }
      reservation.use();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CallInterruptedException(e);
    } finally {
      reservation.release();
    }
  }

  private static Duration next(RateLimiter.Reservation reservation) {
    Duration wait = reservation.next(MAX_WAIT);
    if (wait == null) {
      throw CallTimeoutException.rateLimitWaitExceeded(MAX_WAIT);
    }
    return wait;
  }

  @Override
  public CompletableFuture<PaginatedResourceResponse<Session>> getSessionListAsync(
      SessionListParams params) {
    throw new UnsupportedOperationException("a bulk run makes blocking calls");
  }
}
