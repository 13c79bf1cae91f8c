package dev.clerksessions;

import dev.clerksessions.error.CallInterruptedException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One run over users: workers take the next user, list its sessions, and put them where the
 * iterator's user takes them, which bounds how far they get ahead. Workers start with the first
 * use.
 */
final class BulkRun implements Iterator<UserSessions>, AutoCloseable {

  /** What a worker puts: a user's sessions, or that it has ended, and why. */
  private record Put(@Nullable UserSessions sessions, @Nullable Throwable failure) {}

  private static final Put CLOSED = new Put(null, new CancellationException("the run is closed"));

  private final Iterator<String> users;
  private final ReentrantLock usersLock = new ReentrantLock();
  private final Function<String, UserSessions> lister;
  private final int workers;
  private final BlockingQueue<Put> done;
  private final List<Thread> threads = new ArrayList<>();
  private int running;
  private @Nullable UserSessions next;
  private @Nullable Throwable failure;
  private boolean started;
  private volatile boolean usersEnded;
  private volatile boolean closed;

  BulkRun(Iterator<String> users, Function<String, UserSessions> lister, int workers) {
    this.users = users;
    this.lister = lister;
    this.workers = workers;
    done = new ArrayBlockingQueue<>(workers);
  }

  @Override
  public boolean hasNext() {
    if (!started) {
      start();
    }
    while (next == null && running > 0) {
      take();
    }
    if (next == null && failure != null) {
      throw thrown(failure);
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

  private void start() {
    started = true;
    synchronized (threads) {
      for (int i = 0; i < workers && !closed; i++) {
        threads.add(WorkerThreads.start("clerk-sessions-bulk-" + (i + 1), this::work));
        // Those that have begun: the system may refuse the next one.
        running++;
      }
    }
  }

  private void take() {
    Put put;
    try {
      put = done.take();
    } catch (InterruptedException e) {
      close();
      Thread.currentThread().interrupt();
      throw new CallInterruptedException(e);
    }
    next = put.sessions();
    if (next == null) {
      running = put.equals(CLOSED) ? 0 : running - 1;
      failure = failure == null ? put.failure() : failure;
    }
  }

  private static RuntimeException thrown(Throwable failure) {
    if (failure instanceof Error error) {
      throw error;
    }
    return (RuntimeException) failure;
  }

  private void work() {
    Throwable end = null;
    try {
      for (String user = user(); user != null; user = user()) {
        done.put(new Put(sessions(user), null));
      }
    } catch (InterruptedException e) {
      // Closed: nobody takes any more.
      return;
    } catch (RuntimeException | Error e) {
      // Of the iterator of users, or of the machine: no user's own.
      end = e;
      usersEnded = true;
    }
    try {
      done.put(new Put(null, end));
    } catch (InterruptedException e) {
      // As above.
      return;
    }
  }

  private @Nullable String user() throws InterruptedException {
    // No monitor, which would pin a virtual thread while users are read.
    usersLock.lockInterruptibly();
    try {
      return !usersEnded && users.hasNext()
          ? Objects.requireNonNull(users.next(), "a user's id")
          : null;
    } finally {
      usersLock.unlock();
    }
  }

  private UserSessions sessions(String user) throws InterruptedException {
    try {
      return lister.apply(user);
    } catch (CallInterruptedException e) {
      if (!closed) {
        // Not by us: it is this user's failure, and the worker goes on.
        boolean unused = Thread.interrupted();
        return UserSessions.failed(user, e);
      }
      throw (InterruptedException) new InterruptedException().initCause(e);
    } catch (RuntimeException e) {
      return UserSessions.failed(user, e);
    }
  }

  /** Ends the workers and their calls, and a wait for them. */
  @Override
  public void close() {
    closed = true;
    usersEnded = true;
    List<Thread> begun;
    synchronized (threads) {
      begun = List.copyOf(threads);
    }
    begun.forEach(Thread::interrupt);
    while (!done.offer(CLOSED)) {
      done.poll();
    }
  }
}
