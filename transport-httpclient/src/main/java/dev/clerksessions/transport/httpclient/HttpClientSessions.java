package dev.clerksessions.transport.httpclient;

import dev.clerksessions.ClerkConfig;
import dev.clerksessions.PaginatedResourceResponse;
import dev.clerksessions.RateLimitable;
import dev.clerksessions.Session;
import dev.clerksessions.SessionListParams;
import dev.clerksessions.bapi.BapiSessions;
import dev.clerksessions.http.ConnectionLimit;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.SSLContext;
import org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.jspecify.annotations.Nullable;

/**
 * Lists sessions over Apache HttpClient 5, HTTP/1.1. Make one and keep it: it holds the
 * connections. Safe for use by many threads.
 *
 * <p>Blocking calls go over the classic client. Asynchronous calls go over the asynchronous client,
 * which has connections and threads of its own and starts with the first such call.
 *
 * <p>All addresses of the API's host are tried, one after the other, and {@link
 * ClerkConfig#connectTimeout()} holds for each of them.
 */
public final class HttpClientSessions implements RateLimitable, AutoCloseable {

  /** How many connections are in use at most, if not set: {@value}. */
  public static final int DEFAULT_MAX_CONNECTIONS = ConnectionLimit.DEFAULT_MAX_CONNECTIONS;

  private final BapiSessions sessions;

  private HttpClientSessions(Builder builder) {
    OwnClients own = new OwnClients(builder.config, builder.maxConnections, builder.sslContext);
    CloseableHttpAsyncClient asyncClient = builder.httpAsyncClient;
    HttpClientTransport transport =
        new HttpClientTransport(
            builder.httpClient == null
                ? new BlockingExchanges(own.blocking(), true, own.failures())
                : new BlockingExchanges(builder.httpClient, false, Failures.OF_CALLERS_CLIENT),
            asyncClient == null
                ? new AsyncExchanges(own::async, true, own.failures())
                : new AsyncExchanges(
                    () -> AsyncClient.ofCaller(asyncClient), false, Failures.OF_CALLERS_CLIENT));
    sessions = new BapiSessions(builder.config, transport, builder.maxConnections);
  }

  /**
   * Starts a port with HTTP clients of its own.
   *
   * @param config where the API is, the key, and how long to wait
   * @return a builder that can be built as it is
   */
  public static Builder builder(ClerkConfig config) {
    return new Builder(config);
  }

  @Override
  public PaginatedResourceResponse<Session> getSessionList(SessionListParams params) {
    return sessions.getSessionList(params);
  }

  @Override
  public CompletableFuture<PaginatedResourceResponse<Session>> getSessionListAsync(
      SessionListParams params) {
    return sessions.getSessionListAsync(params);
  }

  @Override
  public RateLimitable rateLimited() {
    return sessions.rateLimited();
  }

  /** Ends the calls that still run and closes the HTTP clients, unless they are the caller's. */
  @Override
  public void close() {
    sessions.close();
  }

  /** Collects what the port is made of. Not safe for use by many threads. */
  public static final class Builder {

    private final ClerkConfig config;
    private int maxConnections = DEFAULT_MAX_CONNECTIONS;
    private @Nullable SSLContext sslContext;
    private @Nullable CloseableHttpClient httpClient;
    private @Nullable CloseableHttpAsyncClient httpAsyncClient;

    private Builder(ClerkConfig config) {
      this.config = config;
    }

    /**
     * Bounds how many calls run at once, and with them the connections. Calls beyond it wait for
     * their turn, for as long as a call may take.
     *
     * @param maxConnections 1 or more; {@value HttpClientSessions#DEFAULT_MAX_CONNECTIONS} if not
     *     set
     * @return this
     * @throws IllegalArgumentException when it is less than 1
     */
    public Builder maxConnections(int maxConnections) {
      this.maxConnections = ConnectionLimit.checked(maxConnections);
      return this;
    }

    /**
     * Sets what the port's own HTTP clients trust, and who they are, when it isn't the JDK's
     * default: for a proxy with a certificate of its own, or tests.
     *
     * @param sslContext what TLS connections are made with
     * @return this
     */
    public Builder sslContext(SSLContext sslContext) {
      this.sslContext = sslContext;
      return this;
    }

    /**
     * Uses the caller's own client for blocking calls, with its pool and connect timeout, and
     * leaves closing it to the caller. Redirects, cookies, authentication and decompression are
     * switched off for every request; retries can't be, so make the client without them.
     *
     * @param httpClient an open client
     * @return this
     */
    public Builder httpClient(CloseableHttpClient httpClient) {
      this.httpClient = httpClient;
      return this;
    }

    /**
     * Uses the caller's own client for asynchronous calls, as {@link #httpClient} does for blocking
     * ones.
     *
     * @param httpAsyncClient a client that was started
     * @return this
     */
    public Builder httpAsyncClient(CloseableHttpAsyncClient httpAsyncClient) {
      this.httpAsyncClient = httpAsyncClient;
      return this;
    }

    /**
     * Makes the port; connects when it is first called.
     *
     * @return a port to be closed by the caller
     * @throws IllegalStateException when a library on the class path is older than what works:
     *     HttpClient 5.4 with its core 5.3, HttpClient 5.5 with its core 5.3.4, jackson-core 2.17
     */
    public HttpClientSessions build() {
      HttpClientVersions.requireSupported();
      return new HttpClientSessions(this);
    }
  }
}
