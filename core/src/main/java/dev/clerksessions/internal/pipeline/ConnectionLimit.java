package dev.clerksessions.internal.pipeline;

import dev.clerksessions.error.CallInterruptedException;
import dev.clerksessions.error.CallTimeoutException;
import dev.clerksessions.transport.HttpTransport;
import dev.clerksessions.transport.PendingResponse;
import dev.clerksessions.transport.TransportExceptions;
import dev.clerksessions.transport.WireRequest;
import dev.clerksessions.transport.WireResponse;
import dev.clerksessions.transport.WorkerPool;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Bounds how many exchanges run at once, and with them the connections of any stack. Calls beyond
 * the bound wait in the order they came, within their timeout, and no thread waits for an
 * asynchronous one. Safe for use by many threads.
 */
public final class ConnectionLimit implements HttpTransport {

  private final HttpTransport transport;
  private final Duration attemptTimeout;
  private final WorkerPool workers;
  private final Queue<CompletableFuture<@Nullable Void>> waiting = new ArrayDeque<>();
  private final ThreadLocal<@Nullable Boolean> handingOn = new ThreadLocal<>();
  private int free;
  private boolean closed;

  /**
   * Bounds a transport.
   *
   * @param transport what exchanges go over; closed with this
   * @param maxConnections how many may run at once, 1 or more
   * @param attemptTimeout how long an exchange may take once it has a connection's turn; the
   *     timeout of a call includes the wait for it
   */
  public ConnectionLimit(HttpTransport transport, int maxConnections, Duration attemptTimeout) {
    this.transport = transport;
    this.attemptTimeout = attemptTimeout;
    free = maxConnections;
    workers = new WorkerPool("clerk-sessions-" + transport.name() + "-waiting");
  }

  @Override
  public String name() {
    return transport.name();
  }

  @Override
  public WireResponse send(WireRequest request, Duration timeout) {
    long start = System.nanoTime();
    CompletableFuture<@Nullable Void> turn = take();
    if (turn == null) {
      try {
        return transport.send(request, TryTimeout.of(timeout, attemptTimeout));
      } finally {
        giveBack();
      }
    }
    await(turn, request, timeout);
    try {
      return transport.send(request, left(timeout, start));
    } finally {
      giveBack();
    }
  }

  private void await(
      CompletableFuture<@Nullable Void> turn, WireRequest request, Duration timeout) {
    boolean hasTurn = false;
    try {
      turn.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
      hasTurn = true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CallInterruptedException(e);
    } catch (TimeoutException e) {
      throw new CallTimeoutException(noneFree(request), timeout, null);
    } catch (ExecutionException e) {
      throw TransportExceptions.closed(null);
    } finally {
      if (!hasTurn) {
        leave(turn);
      }
    }
  }

  @Override
  public CompletableFuture<WireResponse> sendAsync(WireRequest request, Duration timeout) {
    long start = System.nanoTime();
    CompletableFuture<@Nullable Void> turn = take();
    if (turn == null) {
      return givingBack(request, TryTimeout.of(timeout, attemptTimeout));
    }
    AtomicBoolean over = new AtomicBoolean();
    AtomicReference<@Nullable CompletableFuture<?>> running = new AtomicReference<>();
    PendingResponse pending =
        new PendingResponse(
            timeout,
            workers,
            () -> {
              CompletableFuture<?> exchange = running.get();
              if (exchange != null) {
                exchange.cancel(true);
              } else if (over.compareAndSet(false, true)) {
                leave(turn);
              }
            },
            () -> running.get() == null ? noneFree(request) : TransportExceptions.LATE);
    var unused =
        turn.whenComplete(
            (nothing, failure) -> {
              if (!over.compareAndSet(false, true)) {
                return;
              }
              if (failure != null) {
                pending.completeExceptionally(TransportExceptions.closed(null));
                return;
              }
              CompletableFuture<WireResponse> exchange;
              try {
                exchange = givingBack(request, left(timeout, start));
              } catch (RuntimeException | Error e) {
                pending.completeExceptionally(e);
                return;
              }
              running.set(exchange);
              pending.follow(exchange);
              if (pending.isDone()) {
                exchange.cancel(true);
              }
            });
    return pending;
  }

  /** Sends, with a turn already taken, and gives it back in the end. */
  private CompletableFuture<WireResponse> givingBack(WireRequest request, Duration timeout) {
    CompletableFuture<WireResponse> exchange;
    try {
      exchange = transport.sendAsync(request, timeout);
    } catch (RuntimeException | Error e) {
      giveBack();
      throw e;
    }
    // Not the exchange itself: what depends on it would run before the turn is given back.
    SteppedCall call = new SteppedCall();
    call.enter(exchange);
    var unused =
        exchange.whenComplete(
            (response, failure) -> {
              giveBack();
              if (failure == null) {
                call.complete(response);
              } else {
                call.completeExceptionally(SteppedCall.unwrapped(failure));
              }
            });
    return call;
  }

  /** Returns null for a turn at once, else a future of it; it fails when this is closed. */
  private synchronized @Nullable CompletableFuture<@Nullable Void> take() {
    // A closed transport answers for itself.
    if (free > 0 || closed) {
      free--;
      return null;
    }
    CompletableFuture<@Nullable Void> turn = new CompletableFuture<>();
    waiting.add(turn);
    return turn;
  }

  private void giveBack() {
    CompletableFuture<@Nullable Void> next;
    do {
      synchronized (this) {
        next = waiting.poll();
        if (next == null) {
          free++;
          return;
        }
      }
      // One who left just now doesn't take it.
    } while (!handOn(next));
  }

  /**
   * Returns false when the one whose turn it is has left. Who fails at once hands its turn on from
   * within another's: then a worker does it, since it would go deeper with each of them.
   */
  private boolean handOn(CompletableFuture<@Nullable Void> turn) {
    if (handingOn.get() != null) {
      workers.execute(
          () -> {
            if (!turn.complete(null)) {
              giveBack();
            }
          });
      return true;
    }
    handingOn.set(true);
    try {
      return turn.complete(null);
    } finally {
      handingOn.remove();
    }
  }

  /** Gives up waiting; the turn may have come at the same moment. */
  @SuppressWarnings("CollectionUndefinedEquality") // One and the same future is meant.
  private void leave(CompletableFuture<@Nullable Void> turn) {
    synchronized (this) {
      waiting.remove(turn);
    }
    if (!turn.cancel(false) && !turn.isCompletedExceptionally()) {
      giveBack();
    }
  }

  private static String noneFree(WireRequest request) {
    return "no free connection to " + request.uri().getAuthority();
  }

  private Duration left(Duration timeout, long start) {
    return TryTimeout.of(timeout.minusNanos(System.nanoTime() - start), attemptTimeout);
  }

  @Override
  public void close() {
    Queue<CompletableFuture<@Nullable Void>> left;
    synchronized (this) {
      closed = true;
      left = new ArrayDeque<>(waiting);
      waiting.clear();
    }
    left.forEach(turn -> turn.completeExceptionally(TransportExceptions.closed(null)));
    transport.close();
    workers.close();
  }
}
