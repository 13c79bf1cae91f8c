package dev.clerksessions.testkit;

import dev.clerksessions.ClerkConfig;
import dev.clerksessions.SessionListParams;
import dev.clerksessions.ratelimit.RateLimit;
import dev.clerksessions.testkit.server.Loopback;
import dev.clerksessions.testkit.server.ScriptedServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Serves the Backend API's {@code GET /v1/sessions} and {@code GET /v1/sessions/{id}} on a loopback
 * port, from the sessions of an {@link InMemorySessions}. It checks the key and the parameters, and
 * responds with the same bodies as the API, errors included. The error code of an unknown id is
 * {@code resource_not_found}. For all other paths and methods, it responds with a plain-text 404.
 * Safe for use by many threads and clients.
 *
 * <p>The server has its own faults and recorded calls, separate from those of the {@code
 * InMemorySessions}. A request counts as a call if its key and parameters are valid and it is
 * within the rate limit. Faults also apply to requests for one session, including the faults of the
 * session's user. {@link #calls()} contains requests for the list only.
 */
public final class FakeClerkServer extends RecordingFake implements AutoCloseable {

  /** The default secret key: {@value}. */
  public static final String DEFAULT_SECRET_KEY = "sk_test_fake0000000000000000000000000000000000";

  private final ScriptedServer server;
  private final InMemorySessions sessions;
  private final String secretKey;
  private final @Nullable FixedWindow window;

  private FakeClerkServer(Builder builder) {
    super(builder.sessions.clock());
    sessions = builder.sessions;
    secretKey = builder.secretKey;
    window =
        builder.rateLimit == null ? null : new FixedWindow(builder.rateLimit, System::nanoTime);
    SessionListApi api = new SessionListApi(sessions, secretKey, window);
    SessionListApi.FaultSource faults =
        new SessionListApi.FaultSource() {
          @Override
          public FaultSchedule.Applied ofList(SessionListParams params) {
            return recordCall(params);
          }

          @Override
          public FaultSchedule.Applied ofSession(@Nullable String userId) {
            return nextFault(userId);
          }
        };
    try {
      server = new ScriptedServer(new ApiHandler(api, builder.latency, faults), builder.port);
    } catch (IOException e) {
      throw new UncheckedIOException("port " + builder.port + " can't be opened on loopback", e);
    }
  }

  /**
   * Starts a server on a free port that accepts {@value #DEFAULT_SECRET_KEY}.
   *
   * @param sessions the sessions to serve; a change is visible to the next request
   * @return a server, which the caller must close
   */
  public static FakeClerkServer start(InMemorySessions sessions) {
    return builder(sessions).start();
  }

  /**
   * Returns a builder of a server.
   *
   * @param sessions the sessions to serve; a change is visible to the next request
   * @return a builder with all defaults
   */
  public static Builder builder(InMemorySessions sessions) {
    return new Builder(sessions);
  }

  /**
   * Returns the server's base URL.
   *
   * @return a base URL without {@code /v1}, such as {@code http://127.0.0.1:40123}, or {@code
   *     http://[::1]:40123} if {@link Loopback} is an IPv6 address
   */
  public String url() {
    return server.uri("").toString();
  }

  /**
   * Returns the key that the server accepts. It is a fake key, so it may appear in output.
   *
   * @return the key
   */
  public String secretKey() {
    return secretKey;
  }

  /**
   * Returns a configuration with the server's URL and key, and defaults for everything else.
   *
   * @return the configuration
   */
  public ClerkConfig config() {
    return ClerkConfig.builder().secretKey(secretKey).apiUrl(url()).build();
  }

  /**
   * Returns the sessions that the server serves.
   *
   * @return the sessions that the server was started with
   */
  public InMemorySessions sessions() {
    return sessions;
  }

  /**
   * Returns the number of requests that were rejected with 429 because of the rate limit.
   *
   * @return the number, 0 if the server has no rate limit
   */
  public long rateLimited() {
    return window == null ? 0 : window.refused();
  }

  /** Stops immediately and closes all connections. A second call has no effect. */
  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException("the port can't be closed", e);
    } finally {
      // Responses that wait for a release would otherwise block their threads.
      clearFaults();
    }
  }

  @Override
  public String toString() {
    return "FakeClerkServer[" + url() + "]";
  }

  /** Builds a server. Not safe for use by many threads. */
  public static final class Builder {

    private final InMemorySessions sessions;
    private int port;
    private String secretKey = DEFAULT_SECRET_KEY;
    private Duration latency = Duration.ZERO;
    private @Nullable RateLimit rateLimit;

    private Builder(InMemorySessions sessions) {
      this.sessions = sessions;
    }

    /**
     * Sets the port.
     *
     * @param port 1 to 65535, or 0 for a free port; the default is 0
     * @return this
     * @throws IllegalArgumentException when the port is out of range
     */
    public Builder port(int port) {
      if (port < 0 || port > 65_535) {
        throw new IllegalArgumentException("port must be 0 to 65535, was " + port);
      }
      this.port = port;
      return this;
    }

    /**
     * Sets the key that the server accepts.
     *
     * @param secretKey any string but a real key; the default is {@value
     *     FakeClerkServer#DEFAULT_SECRET_KEY}
     * @return this
     */
    public Builder secretKey(String secretKey) {
      this.secretKey = secretKey;
      return this;
    }

    /**
     * Delays every response, as a network would.
     *
     * @param latency the time from a request to its response, 0 or more; the default is 0
     * @return this
     * @throws IllegalArgumentException when it is negative
     */
    public Builder latency(Duration latency) {
      if (latency.isNegative()) {
        throw new IllegalArgumentException("latency must be 0 or more, was " + latency);
      }
      this.latency = latency;
      return this;
    }

    /**
     * Sets a rate limit. Requests above it are rejected with 429 and {@code Retry-After}. The limit
     * applies to all requests that have the right key. A period begins with the first request after
     * the end of the previous period.
     *
     * @param rateLimit the limit, or null for none; the default is none
     * @return this
     */
    public Builder rateLimit(@Nullable RateLimit rateLimit) {
      this.rateLimit = rateLimit;
      return this;
    }

    /**
     * Opens the port and starts the server.
     *
     * @return a server, which the caller must close
     * @throws UncheckedIOException when the port can't be opened
     */
    public FakeClerkServer start() {
      return new FakeClerkServer(this);
    }
  }
}
