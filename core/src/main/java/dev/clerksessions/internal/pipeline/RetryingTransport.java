package dev.clerksessions.internal.pipeline;

import dev.clerksessions.RetryPolicy;
import dev.clerksessions.error.Attempts;
import dev.clerksessions.error.CallInterruptedException;
import dev.clerksessions.error.TransportException;
import dev.clerksessions.error.TransportFault;
import dev.clerksessions.transport.HttpTransport;
import dev.clerksessions.transport.WireRequest;
import dev.clerksessions.transport.WireResponse;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Attempts an exchange again as a {@link RetryPolicy} says, all within the one timeout of the call.
 * For requests that change nothing. Safe for use by many threads; no thread waits for an
 * asynchronous call.
 */
public final class RetryingTransport implements HttpTransport {

  private final HttpTransport transport;
  private final RetryPolicy policy;
  private final Sleeper sleeper;
  private final DoubleSupplier random;
  private final RetryTokenBucket budget;

  /**
   * Adds retries to a transport.
   *
   * @param transport what each try goes over; closed with this
   * @param policy what is tried again
   */
  public RetryingTransport(HttpTransport transport, RetryPolicy policy) {
    this(transport, policy, new RetryTokenBucket());
  }

  private RetryingTransport(HttpTransport transport, RetryPolicy policy, RetryTokenBucket budget) {
    this(
        transport,
        policy,
        new SystemSleeper("clerk-sessions-" + transport.name() + "-retry"),
        () -> ThreadLocalRandom.current().nextDouble(),
        budget);
  }

  /** For tests: takes the clock and the source of jitter. */
  RetryingTransport(
      HttpTransport transport, RetryPolicy policy, Sleeper sleeper, DoubleSupplier random) {
    this(transport, policy, sleeper, random, new RetryTokenBucket());
  }

  private RetryingTransport(
      HttpTransport transport,
      RetryPolicy policy,
      Sleeper sleeper,
      DoubleSupplier random,
      RetryTokenBucket budget) {
    this.transport = transport;
    this.policy = policy;
    this.sleeper = sleeper;
    this.random = random;
    this.budget = budget;
  }

  /**
   * Adds the same retries to another transport to the same server. Both share one budget.
   *
   * @param transport what each attempt uses; closed with the transport that this returns
   * @return retries over that transport
   */
  public RetryingTransport over(HttpTransport transport) {
    return new RetryingTransport(transport, policy, budget);
  }

  @Override
  public String name() {
    return transport.name();
  }

  @Override
  public WireResponse send(WireRequest request, Duration timeout) {
    Call call = new Call(timeout);
    while (true) {
      Outcome outcome = tryOnce(request, call);
      Duration wait = call.waitAfter(outcome);
      if (wait == null) {
        return outcome.finished(call.attempts());
      }
      sleep(wait, call);
    }
  }

  private void sleep(Duration wait, Call call) {
    try {
      sleeper.sleep(wait);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new Outcome(null, new CallInterruptedException(e)).failedAfter(call.attempts());
    } catch (TransportException e) {
      throw new Outcome(null, e).failedAfter(call.attempts());
    }
  }

  private Outcome tryOnce(WireRequest request, Call call) {
    try {
      return new Outcome(transport.send(request, call.timeoutOfTry()), null);
    } catch (TransportException e) {
      return new Outcome(null, e);
    }
  }

  @Override
  public CompletableFuture<WireResponse> sendAsync(WireRequest request, Duration timeout) {
    AsyncCall call = new AsyncCall(request, new Call(timeout));
    call.tryOnce();
    return call;
  }

  @Override
  public void close() {
    transport.close();
    sleeper.close();
  }

  /** How one try ended: with an answer or with a failure. */
  private record Outcome(@Nullable WireResponse response, @Nullable TransportException failure) {

    /** Why it may be tried again; null for a good answer. */
    boolean isRetriable(RetryPolicy policy) {
      if (failure != null) {
        return policy.retryableFaults().contains(failure.fault());
      }
      if (response == null) {
        return false;
      }
      return isEmptySuccess()
          ? policy.retryableFaults().contains(TransportFault.BROKEN_CONNECTION)
          : policy.retryableStatuses().contains(response.status());
    }

    private boolean isEmptySuccess() {
      return response != null && response.status() == 200 && response.body().length == 0;
    }

    boolean isAnswer() {
      return response != null && response.status() < 500 && !isEmptySuccess();
    }

    WireResponse finished(Attempts tries) {
      if (response != null) {
        return response.withAttempts(tries);
      }
      throw failedAfter(tries);
    }

    TransportException failedAfter(Attempts tries) {
      if (failure == null) {
        throw new IllegalStateException("an outcome is an answer or a failure");
      }
      return failure.withAttempts(tries);
    }
  }

  /** One call: its time, and its tries so far. */
  private final class Call {

    private final long start = sleeper.nanoTime();
    private final Duration timeout;
    private int count;

    Call(Duration timeout) {
      this.timeout = timeout;
    }

    Duration timeoutOfTry() {
      count++;
      return count == 1 ? timeout : TryTimeout.of(left(), timeout);
    }

    /** Returns how long to wait before the next try, or null when this one was the last. */
    @Nullable Duration waitAfter(Outcome outcome) {
      if (!outcome.isRetriable(policy)) {
        if (outcome.isAnswer()) {
          budget.succeeded(count > 1);
        }
        return null;
      }
      if (count > policy.maxRetries()) {
        return null;
      }
      Duration wait = backoff();
      Duration asked =
          outcome.response == null ? null : outcome.response.retryAfter(sleeper.clock());
      if (asked != null && asked.compareTo(wait) > 0) {
        wait = asked;
      }
      boolean fits = left().minus(TryTimeout.SHORTEST).compareTo(wait) > 0;
      return fits && budget.tryAcquire() ? wait : null;
    }

    private Duration backoff() {
      double doubled = (double) policy.baseDelay().toNanos() * Math.pow(2, count - 1);
      double longest = Math.min(doubled, (double) policy.maxDelay().toNanos());
      return Duration.ofNanos((long) (longest * random.getAsDouble()));
    }

    private Duration left() {
      return timeout.minus(elapsed());
    }

    private Duration elapsed() {
      return Duration.ofNanos(sleeper.nanoTime() - start);
    }

    Attempts attempts() {
      return new Attempts(count, elapsed());
    }
  }

  /** A call that nobody blocks for; cancelling it ends the try or the wait that it is in. */
  private final class AsyncCall extends SteppedCall {

    private final WireRequest request;
    private final Call call;

    AsyncCall(WireRequest request, Call call) {
      this.request = request;
      this.call = call;
    }

    void tryOnce() {
      CompletableFuture<WireResponse> exchange;
      try {
        exchange = transport.sendAsync(request, call.timeoutOfTry());
      } catch (TransportException e) {
        ended(new Outcome(null, e));
        return;
      } catch (RuntimeException e) {
        completeExceptionally(e);
        return;
      }
      enter(exchange);
      var unused =
          exchange.whenComplete(
              (response, failure) -> {
                try {
                  ended(response, failure);
                } catch (RuntimeException | Error e) {
                  completeExceptionally(e);
                }
              });
    }

    private void ended(@Nullable WireResponse response, @Nullable Throwable failure) {
      if (failure == null) {
        ended(new Outcome(response, null));
      } else if (unwrapped(failure) instanceof TransportException known) {
        ended(new Outcome(null, known));
      } else {
        completeExceptionally(unwrapped(failure));
      }
    }

    private void ended(Outcome outcome) {
      if (isDone()) {
        return;
      }
      Duration wait = call.waitAfter(outcome);
      if (wait != null) {
        pause(sleeper, wait, this::tryOnce);
      } else if (outcome.response != null) {
        complete(outcome.finished(call.attempts()));
      } else {
        completeExceptionally(outcome.failedAfter(call.attempts()));
      }
    }
  }
}
