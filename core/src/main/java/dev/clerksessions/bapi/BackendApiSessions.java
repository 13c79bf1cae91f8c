package dev.clerksessions.bapi;

import dev.clerksessions.ClerkConfig;
import dev.clerksessions.PaginatedResourceResponse;
import dev.clerksessions.RateLimitable;
import dev.clerksessions.Session;
import dev.clerksessions.SessionListParams;
import dev.clerksessions.internal.pipeline.ConnectionLimit;
import dev.clerksessions.internal.pipeline.RateLimitingTransport;
import dev.clerksessions.internal.pipeline.RetryingTransport;
import dev.clerksessions.ratelimit.RateLimiter;
import dev.clerksessions.transport.HttpTransport;
import java.time.Clock;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The port over any {@link HttpTransport}: turns parameters into requests, responses into pages or
 * exceptions, and retries as the configuration says. A transport module's port extends this class
 * and adds a builder. Safe for use by many threads.
 */
public class BackendApiSessions implements RateLimitable, AutoCloseable {

  private final ClerkConfig config;
  private final HttpTransport transport;
  private final Clock clock;
  private final RetryingTransport retries;
  private final SessionCalls calls;
  private @Nullable SessionCalls rateLimited;

  /**
   * Makes a port.
   *
   * @param config the API's address, the key, timeouts and limits
   * @param transport carries requests and responses; closed with this port, and when there will be
   *     no port
   * @throws IllegalStateException when jackson-core on the class path is older than 2.17
   */
  public BackendApiSessions(ClerkConfig config, HttpTransport transport) {
    this(config, transport, Clock.systemUTC());
  }

  /** For tests: takes the clock by which {@code Retry-After} dates are read. */
  BackendApiSessions(ClerkConfig config, HttpTransport transport, Clock clock) {
    try {
      JacksonVersion.requireSupported();
    } catch (RuntimeException | Error e) {
      // An Error when there is no Jackson at all.
      transport.close();
      throw e;
    }
    this.config = config;
    // Innermost, since no wait may count as part of an attempt.
    this.transport =
        new ConnectionLimit(transport, config.maxConnections(), config.attemptTimeout());
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
  public final PaginatedResourceResponse<Session> getSessionList(SessionListParams params) {
    return calls.getSessionList(params);
  }

  @Override
  public final CompletableFuture<PaginatedResourceResponse<Session>> getSessionListAsync(
      SessionListParams params) {
    return calls.getSessionListAsync(params);
  }

  @Override
  public final synchronized RateLimitable rateLimited() {
    SessionCalls limited = rateLimited;
    if (limited == null) {
      RateLimiter limiter = RateLimiter.of(config.secretKey().defaultRateLimit());
      limited = new SessionCalls(config, retries.over(limitedBy(limiter)), clock);
      rateLimited = limited;
    }
    return limited;
  }

  /** Closes the transport, and ends the calls that still run. */
  @Override
  public final void close() {
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
