package dev.clerksessions.internal.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clerksessions.transport.WireResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class SteppedCallTest {

  /** Whose workers are so fast that a pause is over before the caller has heard of it. */
  private static final class ShortPauses implements Sleeper {

    @Override
    public Clock clock() {
      return Clock.systemUTC();
    }

    @Override
    public long nanoTime() {
      return 0;
    }

    @Override
    public void sleep(Duration wait) {}

    @Override
    public CompletableFuture<?> schedule(Duration wait, Runnable task) {
      task.run();
      return CompletableFuture.completedFuture(null);
    }

    @Override
    public void close() {}
  }

  @Test
  void cancel_whenThePauseWasShort_endsTheStepBehindIt() {
    CompletableFuture<WireResponse> exchange = new CompletableFuture<>();
    SteppedCall call = new SteppedCall();
    call.pause(new ShortPauses(), Duration.ZERO, () -> call.enter(exchange));

    call.cancel(true);

    assertThat(exchange).isCancelled();
  }

  @Test
  void cancel_whileItPauses_endsThePause() {
    FakeSleeper sleeper = new FakeSleeper();
    CompletableFuture<Boolean> wentOn = new CompletableFuture<>();
    SteppedCall call = new SteppedCall();
    call.pause(sleeper, Duration.ofSeconds(1), () -> wentOn.complete(true));

    call.cancel(true);
    sleeper.later.remove(0).run();

    assertThat(wentOn).isNotDone();
    assertThat(call).isCancelled();
  }
}
