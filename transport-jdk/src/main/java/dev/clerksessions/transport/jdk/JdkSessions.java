package dev.clerksessions.transport.jdk;

import dev.clerksessions.ClerkConfig;
import dev.clerksessions.bapi.BackendApiSessions;
import java.net.http.HttpClient;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Lists sessions over {@code java.net.http}. Create one instance and reuse it: it holds the
 * connections. Safe for use by many threads.
 *
 * <p>Uses HTTP/1.1 unless {@link Builder#http2} is set. {@link #close()} cancels the running calls
 * and closes the HTTP client, unless the caller supplied it. Before JDK 21 a client can't be
 * closed: its idle connections and its thread end when it is garbage-collected.
 */
public final class JdkSessions extends BackendApiSessions {

  private JdkSessions(Builder builder) {
    super(builder.config, builder.transport());
  }

  /**
   * Returns a builder of a port that creates its HTTP client.
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
    private @Nullable HttpClient httpClient;
    private @Nullable SSLContext sslContext;
    private boolean http2;

    private Builder(ClerkConfig config) {
      this.config = config;
    }

    /**
     * Uses the caller's HTTP client, with its connect timeout. The caller must close it.
     *
     * @param httpClient a client that follows no redirects and has no cookies and no authenticator
     * @return this
     * @throws IllegalArgumentException when it has one of them, since the secret key could then be
     *     sent to another server
     */
    public Builder httpClient(HttpClient httpClient) {
      this.httpClient = JdkTransport.checked(httpClient);
      return this;
    }

    /**
     * Sets the trusted certificates and the client certificate of the HTTP client that the port
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
     * Requests HTTP/2 if the API uses TLS.
     *
     * @param http2 whether to request HTTP/2; false, which is HTTP/1.1, by default
     * @return this
     */
    public Builder http2(boolean http2) {
      this.http2 = http2;
      return this;
    }

    /**
     * Creates the port. The first call connects.
     *
     * @return a port; the caller must close it
     * @throws IllegalStateException when jackson-core on the class path is older than 2.17, or the
     *     JDK can't build its HTTP client, for example because the trust store can't be read; the
     *     message names the reason
     */
    public JdkSessions build() {
      return new JdkSessions(this);
    }

    private JdkTransport transport() {
      return httpClient == null
          ? new JdkTransport(config, sslContext, http2)
          : new JdkTransport(httpClient, http2);
    }
  }
}
