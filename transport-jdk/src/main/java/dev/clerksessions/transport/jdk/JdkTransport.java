package dev.clerksessions.transport.jdk;

import dev.clerksessions.ClerkConfig;
import dev.clerksessions.error.CallInterruptedException;
import dev.clerksessions.error.CallTimeoutException;
import dev.clerksessions.error.TransportException;
import dev.clerksessions.transport.HttpTransport;
import dev.clerksessions.transport.PendingResponse;
import dev.clerksessions.transport.TransportExceptions;
import dev.clerksessions.transport.WireRequest;
import dev.clerksessions.transport.WireResponse;
import dev.clerksessions.transport.WorkerPool;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** Moves bytes with {@code java.net.http}. */
final class JdkTransport implements HttpTransport {

  private final Duration connectTimeout;
  private final boolean own;
  private final WorkerPool workers = new WorkerPool("clerk-sessions-jdk");
  private final boolean http2;
  private final Set<Exchange> running = ConcurrentHashMap.newKeySet();
  // Null once closed, since before JDK 21 only a client that nobody holds gives up its thread.
  private volatile @Nullable HttpClient client;

  /** Uses a client of its own, which {@link #close} closes. */
  JdkTransport(ClerkConfig config, @Nullable SSLContext sslContext, boolean http2) {
    this.http2 = http2;
    own = true;
    connectTimeout = config.connectTimeout();
    HttpClient.Builder builder =
        HttpClient.newBuilder()
            .connectTimeout(connectTimeout)
            .followRedirects(HttpClient.Redirect.NEVER)
            .executor(workers);
    client = built(sslContext == null ? builder : builder.sslContext(sslContext));
  }

  /** The JDK's exception has the reason at the end of its causes, where it is easily overlooked. */
  private static HttpClient built(HttpClient.Builder builder) {
    try {
      return builder.build();
    } catch (UncheckedIOException e) {
      Throwable reason = e;
      while (reason.getCause() != null) {
        reason = reason.getCause();
      }
      throw new IllegalStateException(
          "the HTTP client can't be built: "
              + reason.getMessage()
              + "; javax.net.ssl.trustStore is "
              + System.getProperty("javax.net.ssl.trustStore", "not set"),
          e);
    }
  }

  /** Uses the caller's client, which stays open. */
  JdkTransport(HttpClient callersClient, boolean http2) {
    this.http2 = http2;
    own = false;
    connectTimeout = callersClient.connectTimeout().orElse(Duration.ZERO);
    client = callersClient;
  }

  /** Refuses a client that does of its own accord what a transport must not do. */
  static HttpClient checked(HttpClient client) {
    if (client.followRedirects() != HttpClient.Redirect.NEVER) {
      throw new IllegalArgumentException(
          "httpClient must follow no redirects, was " + client.followRedirects());
    }
    if (client.cookieHandler().isPresent()) {
      throw new IllegalArgumentException("httpClient must have no cookie handler, has one");
    }
    if (client.authenticator().isPresent()) {
      throw new IllegalArgumentException("httpClient must have no authenticator, has one");
    }
    return client;
  }

  @Override
  public String name() {
    return "jdk";
  }

  @Override
  public WireResponse send(WireRequest request, Duration timeout) {
    if (Thread.currentThread().isInterrupted()) {
      throw new CallInterruptedException(null);
    }
    Exchange exchange = start(request);
    try {
      return exchange.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CallInterruptedException(e);
    } catch (TimeoutException e) {
      throw TransportExceptions.late(timeout, null);
    } catch (ExecutionException | CancellationException e) {
      throw failure(request, e);
    } finally {
      // Does nothing to an exchange that has ended.
      exchange.cancel(true);
      ended(exchange);
    }
  }

  @Override
  public CompletableFuture<WireResponse> sendAsync(WireRequest request, Duration timeout) {
    Exchange exchange = start(request);
    PendingResponse pending = new PendingResponse(timeout, workers, () -> exchange.cancel(true));
    var unused =
        exchange.whenComplete(
            (response, failure) -> {
              ended(exchange);
              if (failure == null) {
                pending.complete(response);
              } else {
                // The JDK fails on the common pool, which what depends on this must not block.
                workers.execute(() -> pending.completeExceptionally(failure(request, failure)));
              }
            });
    return pending;
  }

  private Exchange start(WireRequest request) {
    HttpClient open = client;
    if (open == null) {
      throw TransportExceptions.closed(null);
    }
    Exchange exchange = new Exchange(open, request, httpRequest(request));
    running.add(exchange);
    if (client == null) {
      exchange.cancel(true);
    }
    return exchange;
  }

  @SuppressWarnings("CollectionUndefinedEquality") // One and the same future is meant.
  private void ended(Exchange exchange) {
    running.remove(exchange);
  }

  private HttpRequest httpRequest(WireRequest request) {
    HttpRequest.Builder builder = HttpRequest.newBuilder(request.uri());
    // Over http the JDK would ask for HTTP/2 with an upgrade in every request.
    builder.version(
        http2 && request.uri().getScheme().equals("https")
            ? HttpClient.Version.HTTP_2
            : HttpClient.Version.HTTP_1_1);
    if (request.method().equals("GET")) {
      // Newer JDKs then send no Content-Length, unlike for an empty body.
      builder.GET();
    } else {
      builder.method(request.method(), BodyPublishers.noBody());
    }
    request.headers().forEach(builder::setHeader);
    return builder.build();
  }

  private TransportException failure(WireRequest request, Throwable failure) {
    if (client == null) {
      return TransportExceptions.closed(failure);
    }
    for (Throwable link = failure; link != null; link = link.getCause()) {
      if (link instanceof HttpConnectTimeoutException) {
        return new CallTimeoutException(
            "no connection to " + request.uri().getAuthority(), connectTimeout, link);
      }
    }
    return TransportExceptions.of(request, failure);
  }

  @Override
  public void close() {
    HttpClient open = client;
    client = null;
    running.forEach(exchange -> exchange.cancel(true));
    // Since JDK 21 a client can be closed. That waits for all that runs on the client's threads,
    // which the caller may be on right now.
    if (own && open instanceof AutoCloseable closeable) {
      workers.execute(() -> close(closeable));
    }
    workers.close();
  }

  private static void close(AutoCloseable client) {
    try {
      client.close();
    } catch (Exception e) {
      throw new IllegalStateException("the HTTP client can't be closed", e);
    }
  }
}
