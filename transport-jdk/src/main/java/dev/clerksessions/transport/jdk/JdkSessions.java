package dev.clerksessions.transport.jdk;

import dev.clerksessions.ClerkConfig;
import dev.clerksessions.bapi.BackendApiSessions;
import java.net.http.HttpClient;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Lists sessions over {@code java.net.http}. Make one and keep it: it holds the connections. Safe
 * for use by many threads.
 *
 * <p>Speaks HTTP/1.1 unless {@link Builder#http2} is set. {@link #close()} cancels the calls that
 * still run and closes the HTTP client, unless it is the caller's. Before JDK 21 a client can't be
 * closed: its idle connections and its thread end when it is garbage-collected.
 */
public final class JdkSessions extends BackendApiSessions {

  private JdkSessions(Builder builder) {
    super(builder.config, builder.transport());
  }

  /**
   * Starts a port with an HTTP client of its own.
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
    private @Nullable HttpClient httpClient;
    private @Nullable SSLContext sslContext;
    private boolean http2;

    private Builder(ClerkConfig config) {
      this.config = config;
    }

    /**
     * Uses the caller's own HTTP client, with its connect timeout, and leaves closing it to the
     * caller.
     *
     * @param httpClient a client that follows no redirects and has no cookies and no authenticator
     * @return this
     * @throws IllegalArgumentException when it has one of them: the key could go where it shouldn't
     */
    public Builder httpClient(HttpClient httpClient) {
      this.httpClient = JdkTransport.checked(httpClient);
      return this;
    }

    /**
     * Sets what the port's own HTTP client trusts, and who it is, when it isn't the JDK's default:
     * for a proxy with a certificate of its own, or tests.
     *
     * @param sslContext what TLS connections are made with
     * @return this
     */
    public Builder sslContext(SSLContext sslContext) {
      this.sslContext = sslContext;
      return this;
    }

    /**
     * Asks for HTTP/2 where the API is behind TLS.
     *
     * @param http2 whether to; false, which is HTTP/1.1, if not set
     * @return this
     */
    public Builder http2(boolean http2) {
      this.http2 = http2;
      return this;
    }

    /**
     * Makes the port; connects when it is first called.
     *
     * @return a port to be closed by the caller
     * @throws IllegalStateException when jackson-core on the class path is older than 2.17, or the
     *     JDK can't build its HTTP client, such as with a trust store that can't be read; the
     *     message has the reason
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
