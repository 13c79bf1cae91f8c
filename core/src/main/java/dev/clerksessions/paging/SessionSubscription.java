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
 * Gives one subscriber as many sessions as it has asked for. Whoever asks or brings a page works
 * off what there is to do, unless another does already, who then does that as well: so the
 * subscriber is called by one at a time, and no call is made from within another.
 */
final class SessionSubscription implements Flow.Subscription {

  private final Flow.Subscriber<? super Session> subscriber;
  private final PageReader reader;
  private final AtomicLong demand = new AtomicLong();
  private final AtomicInteger work = new AtomicInteger();
  private volatile boolean cancelled;
  private volatile @Nullable Throwable refusal;

  // For whoever works.
  private final Queue<Session> ready = new ArrayDeque<>();
  private boolean over;

  // Set by the thread that brings a page, read by whoever works next.
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
      refusal = new IllegalArgumentException("a request must be for 1 or more, was for " + more);
    } else {
      demand.accumulateAndGet(more, (a, b) -> a + b < 0 ? Long.MAX_VALUE : a + b);
    }
    work();
  }

  @Override
  public void cancel() {
    cancelled = true;
    work();
  }

  private void work() {
    if (work.getAndIncrement() > 0) {
      return;
    }
    int done = 1;
    do {
      workOnce();
      done = work.addAndGet(-done);
    } while (done > 0);
  }

  private void workOnce() {
    if (over) {
      return;
    }
    takePage();
    while (!over && !cancelled && refusal == null && demand.get() > 0 && !ready.isEmpty()) {
      if (demand.get() != Long.MAX_VALUE) {
        demand.decrementAndGet();
      }
      subscriber.onNext(ready.remove());
    }
    if (cancelled) {
      end();
    } else if (refusal != null) {
      fail(refusal);
    } else if (ready.isEmpty() && !waiting) {
      if (failure != null) {
        fail(failure);
      } else if (ended) {
        end();
        subscriber.onComplete();
      } else if (demand.get() > 0) {
        readOn();
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

  private void readOn() {
    waiting = true;
    var unused =
        reader
            .next()
            .whenComplete(
                (next, problem) -> {
                  if (problem != null) {
                    failure = problem;
                  } else if (next == null) {
                    ended = true;
                  } else {
                    page = next;
                  }
                  if (next == null) {
                    waiting = false;
                  }
                  work();
                });
  }

  private void fail(Throwable reason) {
    end();
    subscriber.onError(reason);
  }

  private void end() {
    over = true;
    ready.clear();
    reader.close();
  }
}
