package dev.clerksessions.bapi;

import dev.clerksessions.ClerkConfig;
import dev.clerksessions.PaginatedResourceResponse;
import dev.clerksessions.RateLimit;
import dev.clerksessions.RateLimitable;
import dev.clerksessions.RateLimiter;
import dev.clerksessions.Session;
import dev.clerksessions.SessionListParams;
import dev.clerksessions.SessionsPort;
import dev.clerksessions.http.HttpTransport;
import dev.clerksessions.http.RateLimitingTransport;
import dev.clerksessions.http.RetryingTransport;
import java.time.Clock;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Speaks Clerk's Backend API over any {@link HttpTransport}: it makes requests of parameters, pages
 * of answers, and exceptions of all others, and tries again as the configuration says. Safe for use
 * by many threads.
 */
public final class BapiSessions implements RateLimitable, AutoCloseable {

  private final ClerkConfig config;
  private final HttpTransport transport;
  private final Clock clock;
  private final SessionCalls calls;
  private @Nullable SessionCalls rateLimited;

  /**
   * Makes a port.
   *
   * @param config where the API is, the key, and how long to wait
   * @param transport what carries requests and answers; closed with this
   */
  public BapiSessions(ClerkConfig config, HttpTransport transport) {
    this(config, transport, Clock.systemUTC());
  }

  BapiSessions(ClerkConfig config, HttpTransport transport, Clock clock) {
    this.config = config;
    this.transport = transport;
    this.clock = clock;
    RateLimiter limiter = config.rateLimiter();
    if (limiter == null) {
      calls =
          new SessionCalls(
              config,
              new RetryingTransport(transport, config.retryPolicy(), config.attemptTimeout()),
              clock);
    } else {
      calls = limitedBy(limiter);
      rateLimited = calls;
    }
  }

  private SessionCalls limitedBy(RateLimiter limiter) {
    // Waiting for a turn mustn't count as a part of a try, only as one of the call.
    HttpTransport limited = new RateLimitingTransport(transport, limiter, config.attemptTimeout());
    return new SessionCalls(
        config, new RetryingTransport(limited, config.retryPolicy(), config.callTimeout()), clock);
  }

  @Override
  public PaginatedResourceResponse<Session> getSessionList(SessionListParams params) {
    return calls.getSessionList(params);
  }

  @Override
  public CompletableFuture<PaginatedResourceResponse<Session>> getSessionListAsync(
      SessionListParams params) {
    return calls.getSessionListAsync(params);
  }

  @Override
  public synchronized SessionsPort rateLimited() {
    SessionCalls limited = rateLimited;
    if (limited == null) {
      limited = limitedBy(RateLimiter.of(RateLimit.of(config.secretKey())));
      rateLimited = limited;
    }
    return limited;
  }

  /** Closes the transport, and ends the calls that still run. */
  @Override
  public void close() {
    calls.close();
    SessionCalls limited;
    synchronized (this) {
      limited = rateLimited;
    }
    if (limited != null) {
      limited.close();
    }
  }
}
