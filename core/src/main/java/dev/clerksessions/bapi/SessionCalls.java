package dev.clerksessions.bapi;

import com.fasterxml.jackson.core.JsonParser;
import dev.clerksessions.ClerkConfig;
import dev.clerksessions.PaginatedResourceResponse;
import dev.clerksessions.RateLimitable;
import dev.clerksessions.Session;
import dev.clerksessions.SessionListParams;
import dev.clerksessions.error.ClerkException;
import dev.clerksessions.error.MalformedResponseException;
import dev.clerksessions.transport.HttpTransport;
import dev.clerksessions.transport.WireResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Calls over a transport that tries again, or waits, as it likes. */
final class SessionCalls implements RateLimitable {

  private static final int OK = 200;

  private final HttpTransport transport;
  private final SessionListRequestFactory requests;
  private final ErrorDecoder errors;
  private final Duration timeout;
  private final int maxBodyBytes;

  SessionCalls(ClerkConfig config, HttpTransport transport, Clock clock) {
    this.transport = transport;
    requests = new SessionListRequestFactory(config, transport.name());
    errors = new ErrorDecoder(config, clock);
    timeout = config.callTimeout();
    maxBodyBytes = config.maxBodyBytes();
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

  /** Returns itself: only calls over a transport that is limited are handed out as a port. */
  @Override
  public RateLimitable rateLimited() {
    return this;
  }

  void close() {
    transport.close();
  }

  private PaginatedResourceResponse<Session> decode(
      WireResponse response, SessionListParams params) {
    try {
      if (response.status() != OK) {
        throw errors.decode(response);
      }
      return decode(response, params, errors.traceId(response));
    } catch (ClerkException e) {
      throw e.withAttempts(response.attempts());
    }
  }

  private PaginatedResourceResponse<Session> decode(
      WireResponse response, SessionListParams params, @Nullable String traceId) {
    try (JsonParser parser = ContentEncoding.parser(response, maxBodyBytes, traceId)) {
      return SessionPageDecoder.decode(parser, params, traceId);
    } catch (IOException e) {
      // Jackson's message quotes what it can't read, so it must not go on.
      throw new MalformedResponseException("body", "isn't readable JSON", traceId);
    }
  }
}
