package dev.clerksessions.transport.httpclient;

import dev.clerksessions.ClerkConfig;
import java.time.Duration;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.TlsConfig;
import org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient;
import org.apache.hc.client5.http.impl.async.HttpAsyncClients;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.nio.PoolingAsyncClientConnectionManager;
import org.apache.hc.client5.http.impl.nio.PoolingAsyncClientConnectionManagerBuilder;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.core5.concurrent.DefaultThreadFactory;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http2.HttpVersionPolicy;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/** The clients we make ourselves, with all switched off that a transport must not do. */
final class ClientFactory {

  // The JDK's client bounds the whole head at 384 KiB; without a bound it could fill the memory.
  private static final Http1Config HTTP1 =
      Http1Config.custom().setMaxLineLength(384 * 1024).setMaxHeaderCount(1000).build();

  private final int maxConnections;
  private final ConnectionConfig connections;
  private final TlsConfig tls;
  private final @Nullable SSLContext sslContext;
  private final DnsResolver dnsResolver;
  private final Duration connectTimeout;

  ClientFactory(ClerkConfig config, @Nullable SSLContext sslContext) {
    this(config, sslContext, SystemDefaultDnsResolver.INSTANCE);
  }

  ClientFactory(ClerkConfig config, @Nullable SSLContext sslContext, DnsResolver dnsResolver) {
    this.dnsResolver = dnsResolver;
    this.sslContext = sslContext;
    maxConnections = config.maxConnections();
    connectTimeout =
        Stream.of(config.connectTimeout(), config.attemptTimeout(), config.callTimeout())
            .min(Duration::compareTo)
            .orElseThrow();
    Timeout connecting = Timeout.of(connectTimeout);
    connections =
        ConnectionConfig.custom()
            .setConnectTimeout(connecting)
            // Its check costs a millisecond; StaleCheckingConnectionFactory and a second try do
            // without.
            .setValidateAfterInactivity(TimeValue.NEG_ONE_MILLISECOND)
            .build();
    tls =
        TlsConfig.custom()
            .setVersionPolicy(HttpVersionPolicy.FORCE_HTTP_1)
            .setHandshakeTimeout(connecting)
            .build();
  }

  ExceptionMapper failures() {
    return new ExceptionMapper(connectTimeout);
  }

  CloseableHttpClient blocking() {
    return HttpClients.custom()
        .setConnectionManager(
            CancellableConnectionOperator.manager()
                .setDnsResolver(dnsResolver)
                .setConnectionFactory(new StaleCheckingConnectionFactory(HTTP1))
                .setMaxConnPerRoute(maxConnections)
                .setMaxConnTotal(maxConnections)
                .setDefaultConnectionConfig(connections)
                .setDefaultTlsConfig(tls)
                .setTlsSocketStrategy(
                    sslContext == null ? null : new DefaultClientTlsStrategy(sslContext))
                .build())
        .disableAutomaticRetries()
        .disableRedirectHandling()
        .disableContentCompression()
        .disableCookieManagement()
        .disableAuthCaching()
        .disableConnectionState()
        .disableDefaultUserAgent()
        .build();
  }

  AsyncClient async() {
    PoolingAsyncClientConnectionManager manager =
        PoolingAsyncClientConnectionManagerBuilder.create()
            .setMaxConnPerRoute(maxConnections)
            .setMaxConnTotal(maxConnections)
            .setDefaultConnectionConfig(connections)
            .setDefaultTlsConfig(tls)
            .setTlsStrategy(sslContext == null ? null : new DefaultClientTlsStrategy(sslContext))
            .build();
    CloseableHttpAsyncClient client =
        HttpAsyncClients.custom()
            .setConnectionManager(manager)
            .setHttp1Config(HTTP1)
            .setThreadFactory(new DefaultThreadFactory("clerk-sessions-httpclient-io", true))
            .disableAutomaticRetries()
            .disableRedirectHandling()
            .disableCookieManagement()
            .disableAuthCaching()
            .disableConnectionState()
            .addExecInterceptorLast("clerk-sessions", AsyncExchange::captureConnection)
            .build();
    client.start();
    return new AsyncClient(client, () -> manager.closeIdle(TimeValue.ZERO_MILLISECONDS));
  }
}
