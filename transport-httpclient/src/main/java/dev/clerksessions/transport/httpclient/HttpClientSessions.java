package dev.clerksessions.transport.httpclient;

import dev.clerksessions.ClerkConfig;
import dev.clerksessions.bapi.BackendApiSessions;
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
 *
 * <p>{@link #close()} cancels the calls that still run and closes the HTTP clients, unless they are
 * the caller's.
 */
public final class HttpClientSessions extends BackendApiSessions {

  private HttpClientSessions(Builder builder) {
    super(builder.config, builder.transport());
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

  /** Collects what the port is made of. Not safe for use by many threads. */
  public static final class Builder {

    private final ClerkConfig config;
    private @Nullable SSLContext sslContext;
    private @Nullable CloseableHttpClient httpClient;
    private @Nullable CloseableHttpAsyncClient httpAsyncClient;

    private Builder(ClerkConfig config) {
      this.config = config;
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

    private HttpClientTransport transport() {
      ClientFactory factory = new ClientFactory(config, sslContext);
      CloseableHttpAsyncClient asyncClient = httpAsyncClient;
      return new HttpClientTransport(
          httpClient == null
              ? new ClassicExecutor(factory.blocking(), true, factory.failures())
              : new ClassicExecutor(httpClient, false, ExceptionMapper.OF_CALLERS_CLIENT),
          asyncClient == null
              ? new AsyncExecutor(factory::async, true, factory.failures())
              : new AsyncExecutor(
                  () -> AsyncClient.ofCaller(asyncClient),
                  false,
                  ExceptionMapper.OF_CALLERS_CLIENT));
    }
  }
}
