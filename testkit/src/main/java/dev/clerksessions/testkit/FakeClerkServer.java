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
 * The Backend API's {@code GET /v1/sessions} and {@code GET /v1/sessions/{id}} on a loopback port,
 * over an {@link InMemorySessions}: it checks the key and the parameters, and answers with the
 * API's own bodies, errors included. The error code of an unknown id is {@code resource_not_found};
 * all other paths and methods are a plain-text 404. Safe for use by many threads and clients.
 *
 * <p>Its trouble and its calls are its own: those of the sessions, as a port, aren't met here. A
 * request counts as a call when it has the right key and parameters, and is within the rate limit.
 * Requests for one session meet trouble too, that of the session's user included, but {@link
 * #calls()} has those of the list only.
 */
public final class FakeClerkServer extends RecordingFake implements AutoCloseable {

  /** The key that is accepted if not set otherwise: {@value}. */
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
    SessionListApi.Obstacles obstacles =
        new SessionListApi.Obstacles() {
          @Override
          public FaultSchedule.Met ofList(SessionListParams params) {
            return meet(params);
          }

          @Override
          public FaultSchedule.Met ofSession(@Nullable String userId) {
            return meetUnrecorded(userId);
          }
        };
    try {
      server = new ScriptedServer(new ApiHandler(api, builder.latency, obstacles), builder.port);
    } catch (IOException e) {
      throw new UncheckedIOException("port " + builder.port + " can't be opened on loopback", e);
    }
  }

  /**
   * Starts a server on a free port that accepts {@value #DEFAULT_SECRET_KEY}.
   *
   * @param sessions what it serves; changes are seen by the next request
   * @return a server to be closed by the caller
   */
  public static FakeClerkServer start(InMemorySessions sessions) {
    return builder(sessions).start();
  }

  /**
   * Prepares a server.
   *
   * @param sessions what it serves; changes are seen by the next request
   * @return a builder that can be started as it is
   */
  public static Builder builder(InMemorySessions sessions) {
    return new Builder(sessions);
  }

  /**
   * Where it listens.
   *
   * @return a base URL without {@code /v1}, such as {@code http://127.0.0.1:40123}, or {@code
   *     http://[::1]:40123} where {@link Loopback} is an IPv6 address
   */
  public String url() {
    return server.uri("").toString();
  }

  /**
   * The key that it accepts; a fake one, so it may be shown.
   *
   * @return the key
   */
  public String secretKey() {
    return secretKey;
  }

  /**
   * A configuration that points a transport here, with the key and all defaults.
   *
   * @return the configuration
   */
  public ClerkConfig config() {
    return ClerkConfig.builder().secretKey(secretKey).apiUrl(url()).build();
  }

  /**
   * What it serves.
   *
   * @return the store it was started with
   */
  public InMemorySessions sessions() {
    return sessions;
  }

  /**
   * How many requests it refused with 429 because of its rate limit.
   *
   * @return 0 when it has no limit
   */
  public long rateLimited() {
    return window == null ? 0 : window.refused();
  }

  /** Stops at once, in the middle of answers too. Closing twice does nothing more. */
  @Override
  public void close() {
    try {
      server.close();
    } catch (IOException e) {
      throw new UncheckedIOException("the port can't be closed", e);
    } finally {
      // Answers that wait for a release would otherwise keep their threads.
      clearFaults();
    }
  }

  @Override
  public String toString() {
    return "FakeClerkServer[" + url() + "]";
  }

  /** Collects how a server is. Not safe for use by many threads. */
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
     * @param port 1 to 65535, or 0 for a free one, as if not set
     * @return this
     * @throws IllegalArgumentException when it is none of them
     */
    public Builder port(int port) {
      if (port < 0 || port > 65_535) {
        throw new IllegalArgumentException("port must be 0 to 65535, was " + port);
      }
      this.port = port;
      return this;
    }

    /**
     * Sets the key that is accepted.
     *
     * @param secretKey any text but a real key; {@value FakeClerkServer#DEFAULT_SECRET_KEY} if not
     *     set
     * @return this
     */
    public Builder secretKey(String secretKey) {
      this.secretKey = secretKey;
      return this;
    }

    /**
     * Delays every answer, as a network would.
     *
     * @param latency the time from a request to its answer, 0 or more; 0 if not set
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
     * Refuses requests with 429 and {@code Retry-After} beyond a limit, which counts all that come
     * with the key. A period begins with the first request behind the end of the one before.
     *
     * @param rateLimit the limit; none if not set
     * @return this
     */
    public Builder rateLimit(@Nullable RateLimit rateLimit) {
      this.rateLimit = rateLimit;
      return this;
    }

    /**
     * Opens the port and starts to answer.
     *
     * @return a server to be closed by the caller
     * @throws UncheckedIOException when the port can't be opened
     */
    public FakeClerkServer start() {
      return new FakeClerkServer(this);
    }
  }
}
