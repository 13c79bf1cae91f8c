package dev.clerksessions.transport.httpclient;

import dev.clerksessions.transport.HttpTransport;
import dev.clerksessions.transport.WireRequest;
import dev.clerksessions.transport.WireResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** Moves bytes with HttpClient 5: its classic client blocks, its asynchronous client doesn't. */
record HttpClientTransport(ClassicExecutor blocking, AsyncExecutor async) implements HttpTransport {

  @Override
  public String name() {
    return "httpclient";
  }

  @Override
  public WireResponse send(WireRequest request, Duration timeout) {
    return blocking.send(request, timeout);
  }

  @Override
  public CompletableFuture<WireResponse> sendAsync(WireRequest request, Duration timeout) {
    return async.send(request, timeout);
  }

  @Override
  public void close() {
    blocking.close();
    async.close();
  }
}
