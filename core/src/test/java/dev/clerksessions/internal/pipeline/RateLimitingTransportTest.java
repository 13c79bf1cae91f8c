package dev.clerksessions.internal.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.clerksessions.error.CallInterruptedException;
import dev.clerksessions.error.CallTimeoutException;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RateLimitingTransportTest {

  private static final Duration CALL = Duration.ofSeconds(30);
  private static final WireRequest REQUEST =
      new WireRequest("GET", URI.create("https://api.test/"), Map.of(), 1000);

  private final FakeSleeper sleeper = new FakeSleeper();
  private final RateLimiter limiter =
      TestRateLimiters.of(new RateLimit(2, Duration.ofSeconds(10)), sleeper::nanoTime);
  private final Stack stack = new Stack();
  private final RateLimitingTransport transport =
      new RateLimitingTransport(stack, limiter, sleeper);

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void send_withinTheLimit_isAtOnce(boolean blocking) {
    call(blocking);
    call(blocking);

    assertThat(sleeper.waits).isEmpty();
    assertThat(stack.timeouts).containsExactly(CALL, CALL);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void send_beyondTheLimit_waitsForItsTurn(boolean blocking) {
    for (int i = 0; i < 6; i++) {
      call(blocking);
    }

    assertThat(sleeper.waits).containsExactly(Duration.ofMillis(10_100), Duration.ofMillis(10_100));
    Duration rest = CALL.minusMillis(10_100);
    assertThat(stack.timeouts).containsExactly(CALL, CALL, rest, CALL, rest, CALL);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void send_whenTheTurnComesTooLate_failsAtOnce(boolean blocking) {
    call(blocking);
    call(blocking);

    assertThatExceptionOfType(CallTimeoutException.class)
        .isThrownBy(() -> call(blocking, Duration.ofSeconds(10)))
        .withMessage("no turn under the rate limit within 10000 ms");
    assertThat(sleeper.waits).isEmpty();
    assertThat(stack.timeouts).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void send_withLittleTimeLeft_leavesTheRestToTheTry(boolean blocking) {
    call(blocking);
    call(blocking);
    call(blocking, Duration.ofMillis(10_600));

    assertThat(stack.timeouts).last().isEqualTo(Duration.ofMillis(500));
  }

  /** Not the unlucky call alone waits, but all that share the limiter. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void send_afterA429_everyoneWaitsAsLongAsItAsks(boolean blocking) {
    stack.response = answer(429, "7");
    assertThat(call(blocking).status()).isEqualTo(429);
    stack.response = answer(200, null);

    new RateLimitingTransport(stack, limiter, sleeper).send(REQUEST, CALL);

    assertThat(sleeper.waits).containsExactly(Duration.ofSeconds(7));
    assertThatExceptionOfType(CallTimeoutException.class)
        .isThrownBy(
            () -> {
              limiter.pause(Duration.ofMinutes(2));
              call(blocking);
            });
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void send_afterA429_mayUseTheWholeLimit(boolean blocking) {
    stack.response = answer(429, "7");
    assertThat(call(blocking).status()).isEqualTo(429);
    stack.response = answer(200, null);

    RateLimitingTransport blockingOne = new RateLimitingTransport(stack, limiter, sleeper);
    blockingOne.send(REQUEST, CALL);
    blockingOne.send(REQUEST, CALL);

    assertThat(sleeper.waits).containsExactly(Duration.ofSeconds(7));
  }

  /** Who waits already waits on when a pause comes that is longer. */
  @Test
  void sendAsync_whenAPauseComesMeanwhile_waitsForItsEndToo() {
    call(true);
    call(true);
    CompletableFuture<WireResponse> call = transport.sendAsync(REQUEST, CALL);
    limiter.pause(Duration.ofSeconds(12));

    sleeper.later.remove(0).run();
    assertThat(call).isNotDone();
    assertThat(sleeper.waits).last().isEqualTo(Duration.ofMillis(1_900));
    sleeper.later.remove(0).run();

    assertThat(call).isCompletedWithValueMatching(answer -> answer.status() == 200);
  }

  /** Permits from before the pause would all be used immediately after it, and get a 429. */
  @Test
  void sendAsync_whenMoreWaitThanAPeriodHas_aPauseKeepsTheLimit() {
    for (int i = 0; i < 6; i++) {
      var unused = transport.sendAsync(REQUEST, Duration.ofMinutes(2));
    }
    limiter.pause(Duration.ofSeconds(25));
    while (!sleeper.later.isEmpty()) {
      sleeper.later.remove(0).run();
    }

    assertThat(stack.sentAfterMillis).containsExactly(0L, 0L, 25_000L, 25_000L, 35_100L, 35_100L);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "soon"})
  void send_afterA429WithoutATime_nobodyWaits(String retryAfter) {
    stack.response = answer(429, retryAfter);
    call(true);

    assertThat(limiter.remainingPause()).isZero();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void send_whenTheStackFails_failsAsItDoes(boolean blocking) {
    stack.failure = new TransportException(TransportFault.CONNECT, "no way", null);

    assertThatExceptionOfType(TransportException.class)
        .isThrownBy(() -> call(blocking))
        .isSameAs(stack.failure);
  }

  @Test
  void send_whenInterruptedWhileItWaits_throwsAndKeepsTheFlag() {
    call(true);
    call(true);
    Thread.currentThread().interrupt();

    assertThatExceptionOfType(CallInterruptedException.class).isThrownBy(() -> call(true));

    assertThat(Thread.interrupted()).isTrue();
    assertThat(stack.timeouts).hasSize(2);
  }

  @Test
  void sendAsync_whenCancelledWhileItWaits_sendsNothing() {
    call(false);
    call(false);
    CompletableFuture<WireResponse> call = transport.sendAsync(REQUEST, CALL);

    call.cancel(true);
    sleeper.later.remove(0).run();

    assertThat(stack.timeouts).hasSize(2);
  }

  /** They would keep the next call waiting for nothing, 100 s here. */
  @Test
  void sendAsync_afterManyWereCancelledWhileTheyWaited_waitsForOnePeriod() {
    call(false);
    call(false);
    List<CompletableFuture<WireResponse>> waiting =
        Stream.generate(() -> transport.sendAsync(REQUEST, Duration.ofMinutes(10)))
            .limit(20)
            .toList();
    assertThat(sleeper.waits).last().isEqualTo(Duration.ofSeconds(101));

    waiting.forEach(call -> call.cancel(true));
    sleeper.later.clear();

    assertThat(call(false).status()).isEqualTo(200);
    assertThat(stack.sentAfterMillis).containsExactly(0L, 0L, 10_100L);
  }

  @Test
  void send_afterManyWereInterruptedWhileTheyWaited_waitsForOnePeriod() {
    call(true);
    call(true);
    for (int i = 0; i < 20; i++) {
      Thread.currentThread().interrupt();
      assertThatExceptionOfType(CallInterruptedException.class).isThrownBy(() -> call(true));
      assertThat(Thread.interrupted()).isTrue();
    }

    call(true);

    assertThat(stack.sentAfterMillis).containsExactly(0L, 0L, 10_100L);
  }

  /** What depends on a cancelled call may be the next one. */
  @Test
  void sendAsync_fromWithinTheCancellingOfAnother_hasItsPlace() {
    call(false);
    call(false);
    CompletableFuture<WireResponse> first = transport.sendAsync(REQUEST, CALL);
    var unused = transport.sendAsync(REQUEST, CALL);
    CompletableFuture<WireResponse> next =
        first
            .handle((response, cancelled) -> 0)
            .thenCompose(any -> transport.sendAsync(REQUEST, CALL));

    first.cancel(true);

    assertThat(sleeper.waits).hasSize(3).containsOnly(Duration.ofMillis(10_100));
    assertThat(next).isNotDone();
  }

  /** Nothing of it has been sent, so it costs no place. */
  @Test
  void send_whenInterruptedBefore_sendsNothingAndKeepsThePlaces() {
    Thread.currentThread().interrupt();
    assertThatExceptionOfType(CallInterruptedException.class).isThrownBy(() -> call(true));
    assertThat(Thread.interrupted()).isTrue();

    call(true);
    call(true);

    assertThat(stack.sentAfterMillis).containsExactly(0L, 0L);
    assertThat(sleeper.waits).isEmpty();
  }

  /** The server counts what was sent. */
  @Test
  void sendAsync_whenCancelledAfterItWasSent_keepsItsPlace() {
    stack.pending = new CompletableFuture<>();
    for (int i = 0; i < 2; i++) {
      transport.sendAsync(REQUEST, CALL).cancel(true);
    }
    stack.pending = null;

    call(false);

    assertThat(sleeper.waits).containsExactly(Duration.ofMillis(10_100));
  }

  @Test
  void sendAsync_whenCancelledMeanwhile_cancelsTheExchange() {
    stack.pending = new CompletableFuture<>();

    transport.sendAsync(REQUEST, CALL).cancel(true);

    assertThat(stack.pending).isCancelled();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void send_afterManyFailures_hasLostNoPermit(boolean blocking) {
    stack.failure = new TransportException(TransportFault.CONNECT, "no way", null);
    for (int i = 0; i < 6; i++) {
      assertThatExceptionOfType(TransportException.class).isThrownBy(() -> call(blocking));
    }

    assertThat(stack.sentAfterMillis).containsExactly(0L, 0L, 10_100L, 10_100L, 20_200L, 20_200L);
  }

  /** As a transport may, instead of returning a failed future. */
  @Test
  void sendAsync_afterManyFailuresThatWereThrown_hasLostNoPermit() {
    stack.failure = new TransportException(TransportFault.CONNECT, "no way", null);
    stack.throwsFailures = true;
    for (int i = 0; i < 6; i++) {
      assertThatExceptionOfType(TransportException.class)
          .isThrownBy(() -> sleeper.finish(transport.sendAsync(REQUEST, CALL)));
    }

    assertThat(stack.sentAfterMillis).containsExactly(0L, 0L, 10_100L, 10_100L, 20_200L, 20_200L);
  }

  /** A request arrives at any time until its end, so the next period begins after that. */
  @Test
  void sendAsync_whileTheFirstResponsesAreMissing_sendsNoMoreThanTheLimit() {
    CompletableFuture<WireResponse> response = new CompletableFuture<>();
    stack.pending = response;
    var unusedFirst = transport.sendAsync(REQUEST, CALL);
    var unusedSecond = transport.sendAsync(REQUEST, CALL);
    stack.pending = null;
    CompletableFuture<WireResponse> third = transport.sendAsync(REQUEST, CALL);
    sleeper.pass(Duration.ofSeconds(2));
    response.complete(answer(200, null));

    assertThat(sleeper.finish(third).status()).isEqualTo(200);

    assertThat(stack.sentAfterMillis).containsExactly(12_100L);
  }

  /** As completeOnTimeout does. */
  @Test
  void sendAsync_afterManyWereCompletedFromOutside_hasLostNoPermit() {
    call(false);
    call(false);
    for (int i = 0; i < 4; i++) {
      transport.sendAsync(REQUEST, Duration.ofMinutes(10)).complete(answer(200, null));
    }
    while (!sleeper.later.isEmpty()) {
      sleeper.later.remove(0).run();
    }
    sleeper.waits.clear();

    call(false);
    call(false);

    assertThat(sleeper.waits).isEmpty();
  }

  @Test
  void close_closesTheStack() {
    transport.close();

    assertThat(stack.closed).isTrue();
    assertThat(transport.name()).isEqualTo("stack");
  }

  private WireResponse call(boolean blocking) {
    return call(blocking, CALL);
  }

  private WireResponse call(boolean blocking, Duration timeout) {
    if (blocking) {
      return transport.send(REQUEST, timeout);
    }
    return sleeper.finish(transport.sendAsync(REQUEST, timeout));
  }

  private static WireResponse answer(int status, String retryAfter) {
    return new WireResponse(
        status, name -> name.equals("Retry-After") ? retryAfter : null, new byte[0]);
  }

  /** Answers as told. */
  private final class Stack implements HttpTransport {

    private final List<Duration> timeouts = new ArrayList<>();
    private final List<Long> sentAfterMillis = new ArrayList<>();
    private WireResponse response = answer(200, null);
    private TransportException failure;
    private CompletableFuture<WireResponse> pending;
    private boolean throwsFailures;
    private boolean closed;

    @Override
    public String name() {
      return "stack";
    }

    @Override
    public WireResponse send(WireRequest request, Duration timeout) {
      timeouts.add(timeout);
      sentAfterMillis.add(TimeUnit.NANOSECONDS.toMillis(sleeper.nanoTime()));
      if (failure != null) {
        throw failure;
      }
      return response;
    }

    @Override
    public CompletableFuture<WireResponse> sendAsync(WireRequest request, Duration timeout) {
      if (pending != null) {
        return pending;
      }
      try {
        return CompletableFuture.completedFuture(send(request, timeout));
      } catch (TransportException e) {
        if (throwsFailures) {
          throw e;
        }
        return CompletableFuture.failedFuture(e);
      }
    }

    @Override
    public void close() {
      closed = true;
    }
  }
}
