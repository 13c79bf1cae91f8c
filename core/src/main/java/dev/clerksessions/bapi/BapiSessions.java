package dev.clerksessions.bapi;

import dev.clerksessions.ClerkConfig;
import dev.clerksessions.PaginatedResourceResponse;
import dev.clerksessions.RateLimit;
import dev.clerksessions.RateLimitable;
import dev.clerksessions.RateLimiter;
import dev.clerksessions.Session;
import dev.clerksessions.SessionListParams;
import dev.clerksessions.http.ConnectionLimit;
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
  private final RetryingTransport retries;
  private final SessionCalls calls;
  private @Nullable SessionCalls rateLimited;

  /**
   * Makes a port with {@value ConnectionLimit#DEFAULT_MAX_CONNECTIONS} exchanges at once.
   *
   * @param config where the API is, the key, and how long to wait
   * @param transport what carries requests and answers; closed with this
   * @throws IllegalStateException when jackson-core on the class path is older than 2.17
   */
  public BapiSessions(ClerkConfig config, HttpTransport transport) {
    this(config, transport, ConnectionLimit.DEFAULT_MAX_CONNECTIONS);
  }

  /**
   * Makes a port.
   *
   * @param config where the API is, the key, and how long to wait
   * @param transport what carries requests and answers; closed with this
   * @param maxConnections how many exchanges run at once, 1 or more; further ones wait their turn
   * @throws IllegalArgumentException when {@code maxConnections} is less than 1
   * @throws IllegalStateException when jackson-core on the class path is older than 2.17
   */
  public BapiSessions(ClerkConfig config, HttpTransport transport, int maxConnections) {
    this(config, transport, maxConnections, Clock.systemUTC());
  }

  BapiSessions(ClerkConfig config, HttpTransport transport, int maxConnections, Clock clock) {
    JacksonVersion.requireSupported();
    this.config = config;
    // Innermost, since no wait may count as a part of a try.
    this.transport = new ConnectionLimit(transport, maxConnections, config.attemptTimeout());
    this.clock = clock;
    RateLimiter limiter = config.rateLimiter();
    retries = new RetryingTransport(limitedBy(limiter), config.retryPolicy());
    calls = new SessionCalls(config, retries, clock);
    if (limiter != null) {
      rateLimited = calls;
    }
  }

  private HttpTransport limitedBy(@Nullable RateLimiter limiter) {
    return limiter == null ? transport : new RateLimitingTransport(transport, limiter);
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
  public synchronized RateLimitable rateLimited() {
    SessionCalls limited = rateLimited;
    if (limited == null) {
      RateLimiter limiter = RateLimiter.of(RateLimit.of(config.secretKey()));
      limited = new SessionCalls(config, retries.over(limitedBy(limiter)), clock);
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
