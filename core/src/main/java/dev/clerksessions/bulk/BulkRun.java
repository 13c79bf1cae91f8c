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
 * One run over users. Each worker takes the next user, lists its sessions, and queues the result
 * for the consumer. The queue holds at most one result per worker. Workers start on first use.
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

  /** For tests: takes the function that starts a thread from a name and a task. */
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
        threads.add(starter.apply("clerk-sessions-bulk-" + (i + 1), this::listUsers));
        running++;
      }
    } catch (RuntimeException | Error e) {
      failure = e;
      close();
    }
  }

  private void listUsers() {
    Throwable end = null;
    try {
      for (String user = nextUser(); user != null; user = nextUser()) {
        put(list(user));
      }
    } catch (Throwable e) {
      // The iterator failed, or an Error occurred: this ends the run, unlike the failure of one
      // user.
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
      // Set before the lock is released, so that no other worker reads from a failed iterator.
      usersEnded = true;
      throw e;
    } finally {
      usersLock.unlock();
    }
  }

  /** Waits for the users lock. Returns false if the run is closed during the wait. */
  private boolean lockUsers() {
    while (true) {
      try {
        usersLock.lockInterruptibly();
        return true;
      } catch (InterruptedException e) {
        // Only close ends the run: ignore interrupts from other sources.
        if (closed) {
          return false;
        }
      }
    }
  }

  /** Clears the interrupted flag, and returns whether the run is open. */
  private boolean isOpen() {
    // The order matters: close sets the closed flag before it interrupts.
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

  /** Wraps checked exceptions, which iterators written in other JVM languages can throw. */
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

  /** Stops the workers, their calls, and the consumer's wait for a result. */
  @Override
  public void close() {
    List<Thread> startedThreads;
    lock.lock();
    try {
      closed = true;
      startedThreads = List.copyOf(threads);
      resultOrEnd.signalAll();
      space.signalAll();
    } finally {
      lock.unlock();
    }
    startedThreads.forEach(Thread::interrupt);
  }

  /** Checks that the run is open before each call of the port. */
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
