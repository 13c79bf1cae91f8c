package dev.clerksessions.paging;

import dev.clerksessions.Session;
import java.util.ArrayDeque;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Delivers to one subscriber as many sessions as it has requested. Each request and each completed
 * page starts a drain, or makes the current drain repeat. Thus calls of the subscriber are serial,
 * and never nested.
 */
final class SessionSubscription implements Flow.Subscription {

  private final Flow.Subscriber<? super Session> subscriber;
  private final PageReader reader;
  private final AtomicLong demand = new AtomicLong();
  private final AtomicInteger pendingDrains = new AtomicInteger();
  private volatile boolean cancelled;
  private volatile @Nullable Throwable requestFailure;

  // Accessed only while draining.
  private final Queue<Session> ready = new ArrayDeque<>();
  private boolean terminated;

  // Written by the thread that completes a page, read by the next drain.
  private volatile boolean waiting;
  private volatile @Nullable SessionPage page;
  private volatile @Nullable Throwable failure;
  private volatile boolean ended;

  private SessionSubscription(Flow.Subscriber<? super Session> subscriber, PageReader reader) {
    this.subscriber = subscriber;
    this.reader = reader;
  }

  static void start(Flow.Subscriber<? super Session> subscriber, PageReader reader) {
    Objects.requireNonNull(subscriber, "subscriber");
    subscriber.onSubscribe(new SessionSubscription(subscriber, reader));
  }

  @Override
  public void request(long more) {
    if (more < 1) {
      // Reactive Streams, rule 3.9.
      requestFailure =
          new IllegalArgumentException("a request must be for 1 or more, was for " + more);
    } else {
      demand.accumulateAndGet(more, (a, b) -> a + b < 0 ? Long.MAX_VALUE : a + b);
    }
    drain();
  }

  @Override
  public void cancel() {
    cancelled = true;
    drain();
  }

  private void drain() {
    if (pendingDrains.getAndIncrement() > 0) {
      return;
    }
    int done = 1;
    do {
      drainOnce();
      done = pendingDrains.addAndGet(-done);
    } while (done > 0);
  }

  private void drainOnce() {
    if (terminated) {
      return;
    }
    takePage();
    while (!terminated
        && !cancelled
        && requestFailure == null
        && demand.get() > 0
        && !ready.isEmpty()) {
      if (demand.get() != Long.MAX_VALUE) {
        demand.decrementAndGet();
      }
      subscriber.onNext(ready.remove());
    }
    if (cancelled) {
      end();
    } else if (requestFailure != null) {
      fail(requestFailure);
    } else if (ready.isEmpty() && !waiting) {
      if (failure != null) {
        fail(failure);
      } else if (ended) {
        end();
        subscriber.onComplete();
      } else if (demand.get() > 0) {
        readNext();
      }
    }
  }

  private void takePage() {
    SessionPage next = page;
    if (next != null) {
      page = null;
      ready.addAll(next.data());
      waiting = false;
    }
  }

  private void readNext() {
    waiting = true;
    var unused =
        reader
            .next()
            .whenComplete(
                (next, error) -> {
                  if (error != null) {
                    failure = error;
                  } else if (next == null) {
                    ended = true;
                  } else {
                    page = next;
                  }
                  if (next == null) {
                    waiting = false;
                  }
                  drain();
                });
  }

  private void fail(Throwable reason) {
    end();
    subscriber.onError(reason);
  }

  private void end() {
    terminated = true;
    ready.clear();
    reader.close();
  }
}
