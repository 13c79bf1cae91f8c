package dev.clerksessions.internal.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clerksessions.RetryPolicy;
import dev.clerksessions.error.TransportException;
import dev.clerksessions.error.TransportFault;
import dev.clerksessions.ratelimit.RateLimit;
import dev.clerksessions.ratelimit.RateLimiter;
import dev.clerksessions.ratelimit.TestRateLimiters;
import dev.clerksessions.transport.HttpTransport;
import dev.clerksessions.transport.WireRequest;
import dev.clerksessions.transport.WireResponse;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Closing ends the calls that wait, long before what they wait for. */
class CloseWhileWaitingTest {

  private static final Duration CALL = Duration.ofMinutes(2);
  private static final WireRequest REQUEST =
      new WireRequest("GET", URI.create("https://api.test/"), Map.of(), 1000);

  private final CountDownLatch asked = new CountDownLatch(1);

  /** Asks everyone to come again in a minute. */
  private final HttpTransport busy =
      new HttpTransport() {
        @Override
        public String name() {
          return "busy";
        }

        @Override
        public WireResponse send(WireRequest request, Duration timeout) {
          asked.countDown();
          return new WireResponse(
              503, name -> name.equals("Retry-After") ? "60" : null, new byte[0]);
        }

        @Override
        public CompletableFuture<WireResponse> sendAsync(WireRequest request, Duration timeout) {
          return CompletableFuture.completedFuture(send(request, timeout));
        }

        @Override
        public void close() {}
      };

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void close_whileACallWaitsForItsRetry_endsIt(boolean blocking) throws Exception {
    assertEnds(new RetryingTransport(busy, RetryPolicy.DEFAULT), blocking);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void close_whileACallWaitsForItsTurn_endsIt(boolean blocking) throws Exception {
    RateLimiter limiter = RateLimiter.of(new RateLimit(1, Duration.ofMinutes(1)));
    RateLimitingTransport limited = new RateLimitingTransport(busy, limiter);
    assertThat(limited.send(REQUEST, CALL).status()).isEqualTo(503);

    assertEnds(limited, blocking);
  }

  /** The limiter may be shared with a port that isn't closed. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void close_whileACallWaitsForItsTurn_releasesItsPermit(boolean blocking) throws Exception {
    AtomicLong now = new AtomicLong();
    RateLimiter limiter = TestRateLimiters.of(new RateLimit(1, Duration.ofMinutes(1)), now::get);
    RateLimitingTransport limited = new RateLimitingTransport(busy, limiter);
    assertThat(limited.send(REQUEST, CALL).status()).isEqualTo(503);

    assertEnds(limited, blocking);

    assertThat(limiter.reservation().next(CALL)).isEqualTo(Duration.ofMillis(60_600));
  }

  private void assertEnds(HttpTransport transport, boolean blocking) throws Exception {
    ExecutorService caller = Executors.newSingleThreadExecutor();
    try {
      CompletableFuture<WireResponse> call =
          blocking
              ? CompletableFuture.supplyAsync(() -> transport.send(REQUEST, CALL), caller)
              : transport.sendAsync(REQUEST, CALL);
      assertThat(asked.await(20, TimeUnit.SECONDS)).isTrue();
      transport.close();

      assertThat(call)
          .failsWithin(Duration.ofSeconds(20))
          .withThrowableOfType(ExecutionException.class)
          .havingCause()
          .isInstanceOfSatisfying(
              TransportException.class,
              failure -> assertThat(failure.fault()).isEqualTo(TransportFault.CLOSED));
    } finally {
      caller.shutdownNow();
    }
  }
}
