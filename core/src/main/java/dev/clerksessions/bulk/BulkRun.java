package dev.clerksessions.bulk;

import dev.clerksessions.PaginatedResourceResponse;
import dev.clerksessions.Session;
import dev.clerksessions.SessionListParams;
import dev.clerksessions.SessionStatus;
import dev.clerksessions.SessionsPort;
import dev.clerksessions.error.CallInterruptedException;
import dev.clerksessions.paging.SessionPager;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * One run over users: workers take the next user, list its sessions, and queue the result for the
 * consumer, at most one result for each worker. Workers start with the first use.
 *
 * <p>Only {@link #close} ends workers early. An interrupted flag does not: the port or the iterator
 * of users may have left it set.
 */
final class BulkRun implements Iterator<UserSessions>, AutoCloseable {

  private final Iterator<String> users;
  private final SessionsPort port;
  private final @Nullable SessionStatus status;
  private final int workers;
  private final BiFunction<String, Runnable, Thread> starter;

  // Locks instead of monitors, which would pin virtual threads.
  private final ReentrantLock usersLock = new ReentrantLock();
  private volatile boolean usersEnded;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition resultOrEnd = lock.newCondition();
  private final Condition space = lock.newCondition();
  private final Queue<UserSessions> results = new ArrayDeque<>();
  private final List<Thread> threads = new ArrayList<>();
  private boolean started;
  private int running;
  private @Nullable Throwable failure;
  private volatile boolean closed;

  private @Nullable UserSessions next;
  private boolean ended;

  BulkRun(Iterator<String> users, SessionsPort port, @Nullable SessionStatus status, int workers) {
    this(users, port, status, workers, VirtualThreads::start);
  }

  /** For tests: takes what starts a thread, given its name and its task. */
  BulkRun(
      Iterator<String> users,
      SessionsPort port,
      @Nullable SessionStatus status,
      int workers,
      BiFunction<String, Runnable, Thread> starter) {
    this.users = users;
    this.port = port;
    this.status = status;
    this.workers = workers;
    this.starter = starter;
  }

  @Override
  public boolean hasNext() {
    if (next == null && !ended) {
      next = take();
      ended = next == null;
    }
    return next != null;
  }

  @Override
  public UserSessions next() {
    if (!hasNext() || next == null) {
      throw new NoSuchElementException("there is no user behind the last one");
    }
    UserSessions taken = next;
    next = null;
    return taken;
  }

  /** Waits for the next result; null when all users have been taken. */
  private @Nullable UserSessions take() {
    try {
      lock.lockInterruptibly();
      try {
        start();
        while (results.isEmpty() && running > 0 && !closed) {
          resultOrEnd.await();
        }
        UserSessions result = closed ? null : results.poll();
        if (result == null && failure != null) {
          throw unchecked(failure);
        }
        if (closed) {
          throw closed();
        }
        space.signal();
        return result;
      } finally {
        lock.unlock();
      }
    } catch (InterruptedException e) {
      close();
      Thread.currentThread().interrupt();
      throw new CallInterruptedException(e);
    }
  }

  private void start() {
    if (started) {
      return;
    }
    started = true;
    try {
      for (int i = 0; i < workers && !closed; i++) {
        threads.add(starter.apply("clerk-sessions-bulk-" + (i + 1), this::work));
        running++;
      }
    } catch (RuntimeException | Error e) {
      failure = e;
      close();
    }
  }

  private void work() {
    Throwable end = null;
    try {
      for (String user = nextUser(); user != null; user = nextUser()) {
        put(list(user));
      }
    } catch (Throwable e) {
      // Of the iterator of users, or an Error: not the failure of one user.
      usersEnded = true;
      end = e;
    }
    lock.lock();
    try {
      running--;
      failure = failure == null ? end : failure;
      resultOrEnd.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private @Nullable String nextUser() {
    if (!lockUsers()) {
      return null;
    }
    try {
      usersEnded = usersEnded || !isOpen() || !users.hasNext();
      return usersEnded || !isOpen() ? null : Objects.requireNonNull(users.next(), "a user's id");
    } catch (Throwable e) {
      // Before another worker asks.
      usersEnded = true;
      throw e;
    } finally {
      usersLock.unlock();
    }
  }

  /** Waits until no other worker reads a user; false when the run is closed meanwhile. */
  private boolean lockUsers() {
    while (true) {
      try {
        usersLock.lockInterruptibly();
        return true;
      } catch (InterruptedException e) {
        // By others than close it is no reason to end.
        if (closed) {
          return false;
        }
      }
    }
  }

  /** Clears an interrupted flag that was left set, and returns whether the run is not closed. */
  private boolean isOpen() {
    // In this order: close sets its own flag first.
    boolean unused = Thread.interrupted();
    return !closed;
  }

  private UserSessions list(String userId) {
    try {
      SessionListParams params = SessionListParams.builder().userId(userId).status(status).build();
      SessionPager pager = SessionPager.builder(new Calls(), params).prefetch(0).build();
      return UserSessions.of(userId, pager.stream().toList());
    } catch (RuntimeException e) {
      return UserSessions.failed(userId, e);
    }
  }

  private void put(UserSessions result) {
    lock.lock();
    try {
      while (results.size() >= workers && !closed) {
        space.awaitUninterruptibly();
      }
      results.add(result);
      resultOrEnd.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Returns an exception that may be thrown here: checked ones come from other languages. */
  private static RuntimeException unchecked(Throwable failure) {
    if (failure instanceof Error error) {
      throw error;
    }
    return failure instanceof RuntimeException unchecked
        ? unchecked
        : new IllegalStateException("the users can't be read", failure);
  }

  private static CancellationException closed() {
    return new CancellationException("the run is closed");
  }

  /** Ends the workers and their calls, and a wait for them. */
  @Override
  public void close() {
    List<Thread> begun;
    lock.lock();
    try {
      closed = true;
      begun = List.copyOf(threads);
      resultOrEnd.signalAll();
      space.signalAll();
    } finally {
      lock.unlock();
    }
    begun.forEach(Thread::interrupt);
  }

  /** The port, as workers call it. */
  private final class Calls implements SessionsPort {

    @Override
    public PaginatedResourceResponse<Session> getSessionList(SessionListParams params) {
      if (!isOpen()) {
        throw closed();
      }
      return port.getSessionList(params);
    }

    @Override
    public CompletableFuture<PaginatedResourceResponse<Session>> getSessionListAsync(
        SessionListParams params) {
      throw new UnsupportedOperationException("workers make blocking calls");
    }
  }
}
