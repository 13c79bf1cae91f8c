package dev.clerksessions.internal.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.clerksessions.RetryPolicy;
import dev.clerksessions.error.Attempts;
import dev.clerksessions.error.CallInterruptedException;
import dev.clerksessions.error.CallTimeoutException;
import dev.clerksessions.error.TransportException;
import dev.clerksessions.error.TransportFault;
import dev.clerksessions.transport.HttpTransport;
import dev.clerksessions.transport.WireRequest;
import dev.clerksessions.transport.WireResponse;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryingTransportTest {

  private static final Duration CALL = Duration.ofSeconds(30);
  private static final WireRequest REQUEST =
      new WireRequest("GET", URI.create("https://api.test/"), Map.of(), 1000);

  private enum Way {
    BLOCKING,
    ASYNCHRONOUS
  }

  /** Gives one outcome after the other, the last one for good, and takes a while for each. */
  private static final class Script implements HttpTransport {

    final List<Duration> timeouts = new ArrayList<>();
    private final FakeSleeper sleeper;
    private final Queue<Object> outcomes = new ArrayDeque<>();
    private Duration latency = Duration.ZERO;

    Script(FakeSleeper sleeper) {
      this.sleeper = sleeper;
    }

    void plays(Object... next) {
      outcomes.clear();
      outcomes.addAll(Arrays.asList(next));
    }

    @Override
    public String name() {
      return "script";
    }

    @Override
    public WireResponse send(WireRequest request, Duration timeout) {
      timeouts.add(timeout);
      sleeper.pass(latency.compareTo(timeout) < 0 ? latency : timeout);
      Object outcome = outcomes.size() > 1 ? outcomes.remove() : outcomes.element();
      if (outcome instanceof IllegalStateException defect) {
        throw defect;
      }
      if (outcome instanceof TransportException failure) {
        throw failure;
      }
      return (WireResponse) outcome;
    }

    @Override
    public CompletableFuture<WireResponse> sendAsync(WireRequest request, Duration timeout) {
      try {
        return CompletableFuture.completedFuture(send(request, timeout));
      } catch (TransportException e) {
        return CompletableFuture.failedFuture(e);
      }
    }

    @Override
    public void close() {}
  }

  private final FakeSleeper sleeper = new FakeSleeper();
  private final Script script = new Script(sleeper);
  private double chance = 1;

  private static WireResponse answer(int status, String... headers) {
    Map<String, String> all = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (int i = 0; i < headers.length; i += 2) {
      all.put(headers[i], headers[i + 1]);
    }
    return new WireResponse(status, all::get, new byte[] {1});
  }

  private static TransportException fault(TransportFault fault) {
    return new TransportException(fault, fault.name(), null);
  }

  private RetryingTransport retrying(RetryPolicy policy) {
    return new RetryingTransport(script, policy, sleeper, () -> chance);
  }

  private WireResponse call(Way way) {
    return call(way, retrying(RetryPolicy.DEFAULT));
  }

  private WireResponse call(Way way, RetryingTransport transport) {
    if (way == Way.BLOCKING) {
      return transport.send(REQUEST, CALL);
    }
    return sleeper.finish(transport.sendAsync(REQUEST, CALL));
  }

  private static Stream<Arguments> waysAnd(Object... others) {
    return Arrays.stream(Way.values())
        .flatMap(way -> Arrays.stream(others).map(other -> Arguments.of(way, other)));
  }

  private static Stream<Arguments> retriedStatuses() {
    return waysAnd(408, 429, 500, 502, 503, 504);
  }

  @ParameterizedTest
  @MethodSource("retriedStatuses")
  void send_whenStatusMayPass_triesAgain(Way way, int status) {
    script.plays(answer(status), answer(status), answer(200));

    WireResponse response = call(way);

    assertThat(response.status()).isEqualTo(200);
    assertThat(response.attempts().count()).isEqualTo(3);
    assertThat(sleeper.waits).containsExactly(Duration.ofMillis(250), Duration.ofMillis(500));
  }

  private static Stream<Arguments> finalStatuses() {
    return waysAnd(200, 204, 301, 400, 401, 402, 403, 404, 409, 410, 422, 501, 520, 530);
  }

  @ParameterizedTest
  @MethodSource("finalStatuses")
  void send_whenStatusStays_triesOnce(Way way, int status) {
    script.plays(answer(status));

    assertThat(call(way).status()).isEqualTo(status);
    assertThat(script.timeouts).hasSize(1);
  }

  private static Stream<Arguments> retriedFaults() {
    return waysAnd(
        TransportFault.CONNECT, TransportFault.BROKEN_CONNECTION, TransportFault.TIMEOUT);
  }

  @ParameterizedTest
  @MethodSource("retriedFaults")
  void send_whenTheConnectionFails_triesAgain(Way way, TransportFault fault) {
    script.plays(fault(fault), answer(200));

    assertThat(call(way).attempts().count()).isEqualTo(2);
  }

  private static Stream<Arguments> finalFaults() {
    return waysAnd(
        TransportFault.TLS,
        TransportFault.UNKNOWN_HOST,
        TransportFault.INVALID_RESPONSE,
        TransportFault.RESPONSE_TOO_LARGE,
        TransportFault.INTERRUPTED,
        TransportFault.CLOSED);
  }

  @ParameterizedTest
  @MethodSource("finalFaults")
  void send_whenTryingAgainCannotHelp_triesOnce(Way way, TransportFault fault) {
    script.plays(fault(fault));

    assertThatExceptionOfType(TransportException.class)
        .isThrownBy(() -> call(way))
        .satisfies(e -> assertThat(e.fault()).isEqualTo(fault))
        .satisfies(e -> assertThat(e.attempts().count()).isEqualTo(1));
    assertThat(script.timeouts).hasSize(1);
  }

  @ParameterizedTest
  @EnumSource(Way.class)
  void send_whenSuccessIsEmpty_triesAgain(Way way) {
    script.plays(new WireResponse(200, name -> null, new byte[0]), answer(200));

    assertThat(call(way).body()).hasSize(1);
  }

  @ParameterizedTest
  @EnumSource(Way.class)
  void send_whenAllTriesFail_failsWithTheLastAndTheCount(Way way) {
    script.latency = Duration.ofSeconds(1);
    script.plays(fault(TransportFault.BROKEN_CONNECTION));

    assertThatExceptionOfType(TransportException.class)
        .isThrownBy(() -> call(way))
        .satisfies(
            e -> assertThat(e.attempts()).isEqualTo(new Attempts(3, Duration.ofMillis(3_750))));
  }

  @ParameterizedTest
  @EnumSource(Way.class)
  void send_whenTheWaitIsAskedFor_isNeverShorter(Way way) {
    script.plays(answer(429, "Retry-After", "7"), answer(200));

    call(way);

    assertThat(sleeper.waits).containsExactly(Duration.ofSeconds(7));
  }

  @ParameterizedTest
  @EnumSource(Way.class)
  void send_whenTheWaitIsAskedForByDate_countsFromNow(Way way) {
    script.plays(answer(503, "Retry-After", "Thu, 01 Jan 1970 00:00:09 GMT"), answer(200));

    call(way);

    assertThat(sleeper.waits).containsExactly(Duration.ofSeconds(9));
  }

  @ParameterizedTest
  @EnumSource(Way.class)
  void send_whenTheWaitPassesTheCallTimeout_failsAtOnceWithTheAnswer(Way way) {
    script.plays(answer(429, "Retry-After", "30"));

    WireResponse response = call(way);

    assertThat(response.status()).isEqualTo(429);
    assertThat(response.attempts()).isEqualTo(new Attempts(1, Duration.ZERO));
    assertThat(sleeper.waits).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(Way.class)
  void send_neverPassesTheCallTimeout(Way way) {
    script.latency = Duration.ofSeconds(10);
    script.plays(new CallTimeoutException("late", CALL, null));
    RetryPolicy persistent = RetryPolicy.builder().maxRetries(20).build();

    assertThatExceptionOfType(TransportException.class)
        .isThrownBy(() -> call(way, retrying(persistent)))
        .satisfies(e -> assertThat(e.attempts()).isEqualTo(new Attempts(3, CALL)));

    assertThat(script.timeouts)
        .containsExactly(
            CALL,
            Duration.ofMillis(30_000 - 10_000 - 250),
            Duration.ofMillis(30_000 - 20_000 - 250 - 500));
  }

  @ParameterizedTest
  @ValueSource(doubles = {0, 0.5, 1})
  void send_waitsByChanceUpToTheLongest(double chance) {
    this.chance = chance;
    script.plays(answer(500));

    call(
        Way.BLOCKING,
        retrying(RetryPolicy.builder().maxRetries(4).maxDelay(Duration.ofMillis(900)).build()));

    assertThat(sleeper.waits)
        .extracting(Duration::toMillis)
        .containsExactly(
            (long) (250 * chance),
            (long) (500 * chance),
            (long) (900 * chance),
            (long) (900 * chance));
  }

  @Test
  void send_whenThePolicySaysSo_triesOthers() {
    RetryPolicy policy =
        RetryPolicy.builder()
            .retryableStatuses(Set.of(418))
            .retryableFaults(Set.of())
            .maxRetries(5)
            .build();

    script.plays(answer(418), answer(503));
    assertThat(call(Way.BLOCKING, retrying(policy)).status()).isEqualTo(503);

    assertThat(script.timeouts).hasSize(2);
  }

  @Test
  void send_whenThereAreNoRetries_triesOnce() {
    script.plays(answer(503));

    assertThat(call(Way.BLOCKING, retrying(RetryPolicy.NONE)).status()).isEqualTo(503);
    assertThat(script.timeouts).hasSize(1);
  }

  /**
   * 500 tokens at 5 a retry: a thousand callers of a dead server send 1,100 requests, not 3,000.
   */
  @Test
  void send_whenTheServerIsDown_spendsTheBudgetAndNoMore() {
    script.plays(answer(503));
    RetryingTransport transport = retrying(RetryPolicy.DEFAULT);

    IntStream.range(0, 1_000).forEach(i -> call(Way.BLOCKING, transport));

    assertThat(script.timeouts).hasSize(1_000 + 100);
  }

  /** Five good answers earn one retry. */
  @Test
  void send_whenTheServerIsBack_earnsTheBudgetAgain() {
    RetryingTransport transport = retrying(RetryPolicy.DEFAULT);
    script.plays(answer(503));
    IntStream.range(0, 200).forEach(i -> call(Way.BLOCKING, transport));
    script.plays(answer(200));
    IntStream.range(0, 5).forEach(i -> call(Way.BLOCKING, transport));

    script.plays(answer(503));
    script.timeouts.clear();
    call(Way.BLOCKING, transport);

    assertThat(script.timeouts).hasSize(2);
  }

  @Test
  void send_whenInterruptedWhileWaiting_stopsAtOnce() {
    script.plays(answer(503));
    Thread.currentThread().interrupt();
    try {
      assertThatExceptionOfType(CallInterruptedException.class)
          .isThrownBy(() -> call(Way.BLOCKING))
          .satisfies(e -> assertThat(e.attempts().count()).isEqualTo(1));
    } finally {
      assertThat(Thread.interrupted()).as("interrupt flag").isTrue();
    }
    assertThat(script.timeouts).hasSize(1);
  }

  @Test
  void sendAsync_whenCancelledWhileWaiting_triesNoMore() {
    script.plays(answer(503));
    CompletableFuture<WireResponse> future = retrying(RetryPolicy.DEFAULT).sendAsync(REQUEST, CALL);
    assertThat(future).isNotDone();

    future.cancel(true);
    sleeper.later.remove(0).run();

    assertThat(script.timeouts).hasSize(1);
  }

  /** A transport's defect must not leave a caller waiting. */
  @Test
  void sendAsync_whenALaterTryThrows_failsWithIt() {
    IllegalStateException defect = new IllegalStateException("defect");
    script.plays(answer(503), defect);
    CompletableFuture<WireResponse> future = retrying(RetryPolicy.DEFAULT).sendAsync(REQUEST, CALL);

    sleeper.later.remove(0).run();

    assertThat(future)
        .failsWithin(Duration.ZERO)
        .withThrowableThat()
        .havingCause()
        .isSameAs(defect);
  }

  /** What has no turn in time now has none later either, and no server is to blame. */
  @ParameterizedTest
  @EnumSource(Way.class)
  void send_whenThereIsNoTurn_isNotTriedAgain(Way way) {
    script.plays(CallTimeoutException.rateLimitWaitExceeded(CALL));

    assertThatExceptionOfType(CallTimeoutException.class).isThrownBy(() -> call(way));

    assertThat(script.timeouts).hasSize(1);
    assertThat(sleeper.waits).isEmpty();
  }
}
