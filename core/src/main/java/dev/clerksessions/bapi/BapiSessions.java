package dev.clerksessions.bapi;

import dev.clerksessions.ClerkConfig;
import dev.clerksessions.PaginatedResourceResponse;
import dev.clerksessions.Session;
import dev.clerksessions.SessionListParams;
import dev.clerksessions.SessionsPort;
import dev.clerksessions.http.HttpTransport;
import dev.clerksessions.http.WireResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/**
 * Speaks Clerk's Backend API over any {@link HttpTransport}: it makes requests of parameters, pages
 * of answers, and exceptions of all others. Safe for use by many threads; it owns nothing, and
 * whoever opened the transport closes it.
 */
public final class BapiSessions implements SessionsPort {

  private static final int OK = 200;

  private final HttpTransport transport;
  private final SessionListRequests requests;
  private final ErrorDecoder errors;
  private final Duration timeout;

  /**
   * Makes a port.
   *
   * @param config where the API is, the key, and how long to wait
   * @param transport what carries requests and answers; it is not closed here
   */
  public BapiSessions(ClerkConfig config, HttpTransport transport) {
    this(config, transport, Clock.systemUTC());
  }

  BapiSessions(ClerkConfig config, HttpTransport transport, Clock clock) {
    this.transport = transport;
    requests = new SessionListRequests(config, transport.name());
    errors = new ErrorDecoder(config.secretKey(), clock);
    timeout =
        config.attemptTimeout().compareTo(config.callTimeout()) < 0
            ? config.attemptTimeout()
            : config.callTimeout();
  }

  @Override
  public PaginatedResourceResponse<Session> getSessionList(SessionListParams params) {
    return decode(transport.send(requests.of(params), timeout), params);
  }

  @Override
  public CompletableFuture<PaginatedResourceResponse<Session>> getSessionListAsync(
      SessionListParams params) {
    CompletableFuture<WireResponse> exchange = transport.sendAsync(requests.of(params), timeout);
    return new MappedFuture<>(exchange, response -> decode(response, params));
  }

  private PaginatedResourceResponse<Session> decode(
      WireResponse response, SessionListParams params) {
    if (response.status() != OK) {
      throw errors.decode(response);
    }
    return SessionPageDecoder.decode(response.body(), params, errors.traceId(response));
  }
}
