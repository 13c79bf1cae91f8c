package dev.clerksessions.transport.httpclient;

import dev.clerksessions.ClerkConfig;
import dev.clerksessions.bapi.BackendApiSessions;
import javax.net.ssl.SSLContext;
import org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.jspecify.annotations.Nullable;

/**
 * Lists sessions over Apache HttpClient 5, HTTP/1.1. Create one instance and reuse it: it holds the
 * connections. Safe for use by many threads.
 *
 * <p>Blocking calls use the classic client. Asynchronous calls use the asynchronous client, which
 * has separate connections and threads and starts with the first such call.
 *
 * <p>A call attempts to connect to each address of the API's host in order. {@link
 * ClerkConfig#connectTimeout()} applies to each address.
 *
 * <p>{@link #close()} cancels the running calls and closes the HTTP clients, unless the caller
 * supplied them.
 */
public final class HttpClientSessions extends BackendApiSessions {

  private HttpClientSessions(Builder builder) {
    super(builder.config, builder.transport());
  }

  /**
   * Returns a builder of a port that creates its HTTP clients.
   *
   * @param config the API's address, the secret key and the timeouts
   * @return a builder with default settings
   */
  public static Builder builder(ClerkConfig config) {
    return new Builder(config);
  }

  /** Configures the port. Not safe for use by many threads. */
  public static final class Builder {

    private final ClerkConfig config;
    private @Nullable SSLContext sslContext;
    private @Nullable CloseableHttpClient httpClient;
    private @Nullable CloseableHttpAsyncClient httpAsyncClient;

    private Builder(ClerkConfig config) {
      this.config = config;
    }

    /**
     * Sets the trusted certificates and the client certificate of the HTTP clients that the port
     * creates, for example for a proxy with a private certificate, or for tests. The default is the
     * JDK's.
     *
     * @param sslContext the context of TLS connections
     * @return this
     */
    public Builder sslContext(SSLContext sslContext) {
      this.sslContext = sslContext;
      return this;
    }

    /**
     * Uses the caller's client for blocking calls, with its pool and connect timeout. The caller
     * must close it. Redirects, cookies, authentication and decompression are disabled for every
     * request. Retries can't be disabled per request, so create the client without them.
     *
     * @param httpClient an open client
     * @return this
     */
    public Builder httpClient(CloseableHttpClient httpClient) {
      this.httpClient = httpClient;
      return this;
    }

    /**
     * Uses the caller's client for asynchronous calls, as {@link #httpClient} does for blocking
     * calls.
     *
     * @param httpAsyncClient a started client
     * @return this
     */
    public Builder httpAsyncClient(CloseableHttpAsyncClient httpAsyncClient) {
      this.httpAsyncClient = httpAsyncClient;
      return this;
    }

    /**
     * Creates the port. The first call connects.
     *
     * @return a port; the caller must close it
     * @throws IllegalStateException when a library on the class path is older than the minimum
     *     version: HttpClient 5.4 with its core 5.3, HttpClient 5.5 with its core 5.3.4,
     *     jackson-core 2.17
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
