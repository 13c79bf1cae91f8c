package dev.clerksessions.transport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clerksessions.error.CallTimeoutException;
import dev.clerksessions.error.TransportException;
import dev.clerksessions.error.TransportFault;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class PendingResponseTest {

  private static final Duration LONG = Duration.ofHours(1);
  private static final Duration SHORT = Duration.ofMillis(1);
  private static final WireResponse RESPONSE = new WireResponse(200, name -> null, new byte[0]);

  private final AtomicInteger aborts = new AtomicInteger();

  private PendingResponse pending(Duration timeout) {
    return new PendingResponse(timeout, Runnable::run, aborts::incrementAndGet);
  }

  @Test
  void complete_givesTheAnswerAndAbortsNothing() {
    PendingResponse pending = pending(LONG);
    pending.complete(RESPONSE);

    assertThat(pending).isCompletedWithValue(RESPONSE);
    assertThat(aborts).hasValue(0);
  }

  @Test
  void deadline_whenItPasses_failsAndAborts() throws Exception {
    CountDownLatch aborted = new CountDownLatch(1);
    PendingResponse pending = new PendingResponse(SHORT, Runnable::run, aborted::countDown);

    assertThat(pending)
        .failsWithin(Duration.ofSeconds(30))
        .withThrowableOfType(ExecutionException.class)
        .havingCause()
        .isInstanceOf(CallTimeoutException.class)
        .withMessage("no complete response within 1 ms");
    assertThat(aborted.await(30, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void deadline_whenItPasses_completesOnTheGivenExecutor() throws Exception {
    CountDownLatch handedOver = new CountDownLatch(1);
    PendingResponse pending =
        new PendingResponse(SHORT, task -> handedOver.countDown(), aborts::incrementAndGet);

    assertThat(handedOver.await(30, TimeUnit.SECONDS)).isTrue();
    assertThat(pending).isNotDone();
  }

  @Test
  void cancel_abortsOnce() {
    PendingResponse pending = pending(LONG);
    pending.cancel(true);
    pending.cancel(true);

    assertThat(pending).isCancelled();
    assertThat(aborts).hasValue(1);
  }

  @Test
  void abort_failsForItsReasonAndAbortsOnce() {
    TransportException closed = new TransportException(TransportFault.CLOSED, "closed", null);
    PendingResponse pending = pending(LONG);
    pending.abort(closed);
    pending.abort(new TransportException(TransportFault.CLOSED, "again", null));
    pending.cancel(true);

    assertThat(pending)
        .failsWithin(Duration.ZERO)
        .withThrowableOfType(ExecutionException.class)
        .havingCause()
        .isSameAs(closed);
    assertThat(aborts).hasValue(1);
  }

  @Test
  void abort_whenTheAnswerIsThere_changesNothing() {
    PendingResponse pending = pending(LONG);
    pending.complete(RESPONSE);
    pending.abort(new TransportException(TransportFault.CLOSED, "closed", null));
    pending.cancel(true);

    assertThat(pending).isCompletedWithValue(RESPONSE);
    assertThat(aborts).hasValue(0);
  }

  @Test
  void completeExceptionally_failsAndAbortsNothing() {
    TransportException broke =
        new TransportException(TransportFault.CLOSED, "connection broke", null);
    PendingResponse pending = pending(LONG);
    pending.completeExceptionally(broke);

    assertThat(pending)
        .failsWithin(Duration.ZERO)
        .withThrowableOfType(ExecutionException.class)
        .havingCause()
        .isSameAs(broke);
    assertThat(aborts).hasValue(0);
  }
}
