package dev.clerksessions.transport.httpclient;

import java.util.concurrent.CancellationException;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SchemePortResolver;
import org.apache.hc.client5.http.impl.io.DefaultHttpClientConnectionOperator;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.io.HttpClientConnectionOperator;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.URIScheme;
import org.apache.hc.core5.http.config.RegistryBuilder;
import org.apache.hc.core5.http.protocol.HttpContext;

/**
 * Stops connecting with the exchange. HttpClient goes on with the next address of a host when the
 * one before fails, and being called off is such a failure to it.
 */
final class CancellableConnectionOperator extends DefaultHttpClientConnectionOperator {

  private static final String ATTRIBUTE = Watchdog.Watch.class.getName();

  private CancellableConnectionOperator(
      SchemePortResolver ports, DnsResolver dnsResolver, TlsSocketStrategy tls) {
    super(
        ports,
        dnsResolver,
        RegistryBuilder.<TlsSocketStrategy>create().register(URIScheme.HTTPS.id, tls).build());
  }

  /** Starts a connection manager that connects like this. */
  static PoolingHttpClientConnectionManagerBuilder manager() {
    return new PoolingHttpClientConnectionManagerBuilder() {
      @Override
      protected HttpClientConnectionOperator createConnectionOperator(
          SchemePortResolver ports, DnsResolver dnsResolver, TlsSocketStrategy tls) {
        return new CancellableConnectionOperator(ports, dnsResolver, tls);
      }
    };
  }

  /** Makes the exchange that connects known. */
  static HttpClientContext noting(Watchdog.Watch watch, HttpClientContext context) {
    context.setAttribute(ATTRIBUTE, watch);
    return context;
  }

  @Override
  protected void onBeforeSocketConnect(HttpContext context, HttpHost host) {
    if (context.getAttribute(ATTRIBUTE) instanceof Watchdog.Watch watch && watch.isCalledOff()) {
      throw new CancellationException("called off while connecting");
    }
  }
}
