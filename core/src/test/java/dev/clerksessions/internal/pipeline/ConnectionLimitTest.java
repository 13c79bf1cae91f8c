package dev.clerksessions.internal.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import dev.clerksessions.error.CallTimeoutException;
import dev.clerksessions.error.TransportException;
import dev.clerksessions.error.TransportFault;
import dev.clerksessions.transport.HttpTransport;
import dev.clerksessions.transport.WireRequest;
import dev.clerksessions.transport.WireResponse;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConnectionLimitTest {

  private static final Duration LONG = Duration.ofMinutes(2);
  private static final WireRequest REQUEST =
      new WireRequest("GET", URI.create("https://api.test/"), Map.of(), 1000);
  private static final WireResponse ANSWER = new WireResponse(200, name -> null, new byte[0]);

  /** Keeps every exchange until the test ends it, and may refuse new ones. */
  private static final class Held implements HttpTransport {

    final List<CompletableFuture<WireResponse>> exchanges = new ArrayList<>();
    final List<Duration> timeouts = new ArrayList<>();
    boolean refuses;

    @Override
    public String name() {
      return "held";
    }

    @Override
    public WireResponse send(WireRequest request, Duration timeout) {
      return ANSWER;
    }

    @Override
    public CompletableFuture<WireResponse> sendAsync(WireRequest request, Duration timeout) {
      if (refuses) {
        throw new TransportException(TransportFault.CLOSED, "refused", null);
      }
      CompletableFuture<WireResponse> exchange = new CompletableFuture<>();
      exchanges.add(exchange);
      timeouts.add(timeout);
      return exchange;
    }

    @Override
    public void close() {}
  }

  private final Held transport = new Held();
  private final ConnectionLimit limit = new ConnectionLimit(transport, 1, LONG);

  @AfterEach
  void close() {
    limit.close();
  }

  /** The continuation has the thread, and must not have the turn any more. */
  @Test
  void sendAsync_whenWhatDependsOnItCalls_thereIsATurnForThat() {
    CompletableFuture<WireResponse> exchange = new CompletableFuture<>();
    WireResponse answer = new WireResponse(200, name -> null, new byte[0]);
    HttpTransport stack = mock(HttpTransport.class);
    when(stack.name()).thenReturn("stack");
    when(stack.sendAsync(any(), any())).thenReturn(exchange);
    when(stack.send(any(), any())).thenReturn(answer);
    WireRequest request =
        new WireRequest("GET", java.net.URI.create("https://api.test/"), java.util.Map.of(), 10);
    try (ConnectionLimit limit = new ConnectionLimit(stack, 1, LONG)) {
      Duration soon = Duration.ofSeconds(2);
      CompletableFuture<WireResponse> second =
          limit.sendAsync(request, soon).thenApply(first -> limit.send(request, soon));

      exchange.complete(answer);

      assertThat(second).isCompletedWithValue(answer);
    }
  }

  @Test
  void sendAsync_whenOneIsUnderWay_waitsItsTurn() {
    CompletableFuture<WireResponse> first = limit.sendAsync(REQUEST, LONG);
    CompletableFuture<WireResponse> second = limit.sendAsync(REQUEST, LONG);
    assertThat(transport.exchanges).hasSize(1);

    transport.exchanges.get(0).complete(ANSWER);
    assertThat(first).isCompletedWithValue(ANSWER);
    assertThat(transport.exchanges).hasSize(2);

    transport.exchanges.get(1).complete(ANSWER);
    assertThat(second).isCompletedWithValue(ANSWER);
  }

  @Test
  void sendAsync_whenItsTurnComesAndTheTransportRefuses_failsAtOnce() {
    var first = limit.sendAsync(REQUEST, LONG);
    CompletableFuture<WireResponse> second = limit.sendAsync(REQUEST, LONG);
    transport.refuses = true;

    transport.exchanges.get(0).complete(ANSWER);

    assertThat(first).isCompleted();
    assertThat(second)
        .failsWithin(Duration.ZERO)
        .withThrowableThat()
        .havingCause()
        .isInstanceOf(TransportException.class)
        .withMessage("refused");
  }

  @Test
  void send_whenNoConnectionBecomesFree_throwsCallTimeoutException() {
    CompletableFuture<WireResponse> first = limit.sendAsync(REQUEST, LONG);
    Duration timeout = Duration.ofMillis(30);
    String message = "no free connection to " + REQUEST.uri().getAuthority() + " within 30 ms";

    assertThatExceptionOfType(CallTimeoutException.class)
        .isThrownBy(() -> limit.send(REQUEST, timeout))
        .withMessage(message);
    assertThat(limit.sendAsync(REQUEST, timeout))
        .failsWithin(LONG)
        .withThrowableThat()
        .withCauseInstanceOf(CallTimeoutException.class)
        .havingCause()
        .withMessage(message);

    first.cancel(true);
    var next = limit.sendAsync(REQUEST, LONG);
    transport.exchanges.get(transport.exchanges.size() - 1).complete(ANSWER);
    assertThat(next).succeedsWithin(LONG).isSameAs(ANSWER);
  }

  @Test
  void sendAsync_whenCancelledWhileWaiting_takesNoTurn() {
    var first = limit.sendAsync(REQUEST, LONG);
    CompletableFuture<WireResponse> second = limit.sendAsync(REQUEST, LONG);
    CompletableFuture<WireResponse> third = limit.sendAsync(REQUEST, LONG);

    second.cancel(true);
    transport.exchanges.get(0).complete(ANSWER);

    assertThat(first).isCompleted();
    assertThat(transport.exchanges).hasSize(2);
    transport.exchanges.get(1).complete(ANSWER);
    assertThat(third).isCompletedWithValue(ANSWER);
  }

  @Test
  void sendAsync_whenCancelledUnderWay_cancelsTheExchangeAndGivesTheTurnOn() {
    CompletableFuture<WireResponse> first = limit.sendAsync(REQUEST, LONG);
    CompletableFuture<WireResponse> second = limit.sendAsync(REQUEST, LONG);

    first.cancel(true);
    assertThat(transport.exchanges).hasSize(2);

    second.cancel(true);
    assertThat(transport.exchanges).allSatisfy(each -> assertThat(each).isCancelled());
    assertThat(limit.send(REQUEST, LONG)).isSameAs(ANSWER);
  }

  @Test
  void close_whenCallsWait_failsThem() {
    var first = limit.sendAsync(REQUEST, LONG);
    CompletableFuture<WireResponse> second = limit.sendAsync(REQUEST, LONG);

    limit.close();

    assertThat(first).isNotDone();
    assertThat(second)
        .failsWithin(Duration.ZERO)
        .withThrowableThat()
        .havingCause()
        .withMessage("the client is closed");
  }

  /** Waiting for a connection is the call's time, not the try's. */
  @Test
  void sendAsync_afterWaiting_hasTheWholeTimeOfATry() {
    Duration attempt = Duration.ofSeconds(5);
    try (ConnectionLimit one = new ConnectionLimit(transport, 1, attempt)) {
      var unusedFirst = one.sendAsync(REQUEST, LONG);
      var unusedSecond = one.sendAsync(REQUEST, LONG);
      transport.exchanges.get(0).complete(ANSWER);

      assertThat(transport.timeouts).containsExactly(attempt, attempt);
    }
  }

  /** Each hands its turn on as it fails, which must not go deeper with each of them. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void sendAsync_whenManyWaitAndFailAtOnce_allFailWithTheirReason(boolean thrown) throws Exception {
    TransportException reason = new TransportException(TransportFault.CONNECT, "refused", null);
    CompletableFuture<WireResponse> first = new CompletableFuture<>();
    HttpTransport stack = mock(HttpTransport.class);
    when(stack.name()).thenReturn("stack");
    when(stack.sendAsync(any(), any())).thenReturn(first);
    try (ConnectionLimit limit = new ConnectionLimit(stack, 1, LONG)) {
      List<CompletableFuture<WireResponse>> calls = new ArrayList<>();
      for (int i = 0; i < 20_000; i++) {
        calls.add(limit.sendAsync(REQUEST, LONG));
      }
      if (thrown) {
        when(stack.sendAsync(any(), any())).thenThrow(reason);
      } else {
        when(stack.sendAsync(any(), any())).thenReturn(CompletableFuture.failedFuture(reason));
      }

      first.completeExceptionally(reason);

      for (CompletableFuture<WireResponse> call : calls) {
        assertThat(call)
            .failsWithin(LONG)
            .withThrowableOfType(ExecutionException.class)
            .havingCause()
            .isSameAs(reason);
      }
      when(stack.send(any(), any())).thenReturn(ANSWER);
      assertThat(limit.send(REQUEST, LONG)).isSameAs(ANSWER);
    }
  }
}
