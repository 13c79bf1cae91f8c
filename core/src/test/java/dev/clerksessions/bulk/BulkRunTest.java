package dev.clerksessions.bulk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.clerksessions.PaginatedResourceResponse;
import dev.clerksessions.Session;
import dev.clerksessions.SessionsPort;
import dev.clerksessions.error.CallInterruptedException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How a run ends, whatever the port and the iterator of users do to its threads. */
class BulkRunTest {

  private static final int SECONDS = 20;
  private static final PaginatedResourceResponse<Session> EMPTY =
      new PaginatedResourceResponse<>(List.of(), 0);
  private static final List<String> USERS =
      IntStream.range(0, 50).mapToObj(i -> "user_" + i).toList();

  /** What leaves a worker's interrupted flag set. */
  private enum Interrupter {
    CALL_THAT_SUCCEEDS,
    CALL_THAT_FAILS,
    CALL_THAT_BLOCKS,
    HAS_NEXT,
    HAS_NEXT_AT_THE_END,
    NEXT
  }

  private static Stream<Arguments> interrupters() {
    return Stream.of(Interrupter.values())
        .flatMap(who -> Stream.of(1, 4, 64).map(concurrency -> Arguments.of(who, concurrency)));
  }

  @ParameterizedTest
  @MethodSource("interrupters")
  void list_whenTheInterruptedFlagIsLeftSet_returnsEachUserOnceAndEnds(
      Interrupter who, int concurrency) {
    StubSessions port = new StubSessions(params -> interruptingCall(who));

    List<UserSessions> found =
        within(() -> bulk(port, concurrency).list(interruptingUsers(who)).toList());

    assertInterruptsChangeNothing(found, who);
  }

  /** As on a JDK without virtual threads. */
  @ParameterizedTest
  @MethodSource("interrupters")
  void run_overPlatformThreads_whenTheFlagIsLeftSet_returnsEachUserOnceAndEnds(
      Interrupter who, int concurrency) {
    BulkRun run =
        new BulkRun(
            interruptingUsers(who),
            new StubSessions(params -> interruptingCall(who)),
            null,
            concurrency,
            BulkRunTest::startPlatformThread);
    List<UserSessions> found = new ArrayList<>();

    within(
        () -> {
          run.forEachRemaining(found::add);
          return true;
        });

    assertInterruptsChangeNothing(found, who);
  }

  private static Thread startPlatformThread(String name, Runnable task) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  private static void assertInterruptsChangeNothing(List<UserSessions> found, Interrupter who) {
    assertThat(found).extracting(UserSessions::userId).containsExactlyInAnyOrderElementsOf(USERS);
    if (who == Interrupter.CALL_THAT_FAILS) {
      assertThat(found).allMatch(user -> user.error() instanceof CallInterruptedException);
    } else {
      assertThat(found).allMatch(UserSessions::isComplete);
    }
  }

  private static PaginatedResourceResponse<Session> interruptingCall(Interrupter who) {
    assertThat(Thread.currentThread().isInterrupted()).as("when a call begins").isFalse();
    switch (who) {
      case CALL_THAT_SUCCEEDS -> Thread.currentThread().interrupt();
      case CALL_THAT_FAILS -> {
        Thread.currentThread().interrupt();
        throw new CallInterruptedException(null);
      }
      case CALL_THAT_BLOCKS -> {
        Thread.currentThread().interrupt();
        try {
          new CountDownLatch(1).await();
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
        }
      }
      default -> {}
    }
    return EMPTY;
  }

  private static Iterator<String> interruptingUsers(Interrupter who) {
    Iterator<String> users = USERS.iterator();
    return new Iterator<>() {
      @Override
      public boolean hasNext() {
        boolean more = users.hasNext();
        if (who == Interrupter.HAS_NEXT || (who == Interrupter.HAS_NEXT_AT_THE_END && !more)) {
          Thread.currentThread().interrupt();
        }
        return more;
      }

      @Override
      public String next() {
        assertThat(Thread.currentThread().isInterrupted()).as("when next begins").isFalse();
        if (who == Interrupter.NEXT) {
          Thread.currentThread().interrupt();
        }
        return users.next();
      }
    };
  }

  /** A flag that the first page's call leaves set must not fail the second page's. */
  @Test
  void list_whenTheFlagIsLeftSetBetweenPages_returnsAllSessions() {
    StubSessions port =
        new StubSessions(
            params -> {
              if (Thread.currentThread().isInterrupted()) {
                throw new CallInterruptedException(null);
              }
              Thread.currentThread().interrupt();
              return StubSessions.page(params, 1_200);
            });

    List<UserSessions> found = within(() -> bulk(port, 1).list(List.of("user_1")).toList());

    assertThat(found).singleElement().satisfies(user -> assertThat(user.error()).isNull());
    assertThat(found.get(0).sessions()).hasSize(1_200);
  }

  /** Such as a time limiter's interrupt that comes after the call. */
  @Test
  void list_whenAWorkerIsInterruptedWhileItWaitsForTheConsumer_returnsAllUsers() {
    AtomicReference<Thread> worker = new AtomicReference<>();
    StubSessions port =
        new StubSessions(
            params -> {
              worker.set(Thread.currentThread());
              return EMPTY;
            });
    Iterator<UserSessions> found = bulk(port, 1).list(USERS).iterator();
    assertThat(within(found::next).userId()).isEqualTo("user_0");
    await(() -> worker.get().getState() == Thread.State.WAITING);

    worker.get().interrupt();

    for (String user : USERS.subList(1, USERS.size())) {
      assertThat(within(found::next).userId()).isEqualTo(user);
    }
    assertThat(within(found::hasNext)).isFalse();
  }

  @Test
  void list_whenAWorkerIsInterruptedWhileItWaitsForAUser_returnsAllUsers() {
    CountDownLatch reading = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    AtomicReference<Thread> reader = new AtomicReference<>();
    List<Thread> workers = new CopyOnWriteArrayList<>();
    Iterator<String> users =
        USERS.stream()
            .map(
                user -> {
                  if (user.equals("user_4")) {
                    reader.set(Thread.currentThread());
                    reading.countDown();
                    awaitUninterruptibly(goOn);
                  }
                  return user;
                })
            .iterator();
    StubSessions port =
        new StubSessions(
            params -> {
              workers.add(Thread.currentThread());
              return EMPTY;
            });
    CompletableFuture<List<UserSessions>> found =
        CompletableFuture.supplyAsync(() -> bulk(port, 4).list(users).toList());
    awaitUninterruptibly(reading);
    await(
        () ->
            workers.size() == 4
                && workers.stream()
                    .filter(worker -> worker != reader.get())
                    .allMatch(worker -> worker.getState() == Thread.State.WAITING));

    workers.stream().filter(worker -> worker != reader.get()).forEach(Thread::interrupt);
    goOn.countDown();

    assertThat(get(found)).hasSize(USERS.size());
  }

  /** Kotlin and Lombok throw checked exceptions from anywhere. */
  @ParameterizedTest
  @ValueSource(ints = {1, 4})
  void list_whenTheUsersThrowACheckedException_failsAndTellsIt(int concurrency) {
    InterruptedException stopped = new InterruptedException("stopped");
    Iterator<String> users =
        Stream.concat(USERS.stream(), Stream.of("bad"))
            .peek(user -> throwIf(user.equals("bad"), stopped))
            .iterator();
    Iterator<UserSessions> found =
        bulk(new StubSessions(params -> EMPTY), concurrency).list(users).iterator();
    for (int i = 0; i < USERS.size(); i++) {
      assertThat(within(found::next).isComplete()).isTrue();
    }

    for (int i = 0; i < 2; i++) {
      assertThatIllegalStateException()
          .isThrownBy(() -> within(found::hasNext))
          .withMessage("the users can't be read")
          .withCause(stopped);
    }
  }

  @Test
  void list_whenThePortThrowsACheckedException_isThatUsersError() {
    IOException failure = new IOException("no way");
    StubSessions port =
        new StubSessions(
            params -> {
              throwIf(true, failure);
              return EMPTY;
            });

    List<UserSessions> found = within(() -> bulk(port, 4).list(USERS).toList());

    assertThat(found)
        .hasSize(USERS.size())
        .allSatisfy(
            user ->
                assertThat(user.error())
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("a page can't be read")
                    .hasCause(failure));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4})
  void list_whenThePortThrowsAnError_throwsItAfterTheOtherUsers(int concurrency) {
    AssertionError failure = new AssertionError("a defect");
    StubSessions port =
        new StubSessions(
            params -> {
              if ("user_20".equals(params.userId())) {
                throw failure;
              }
              return EMPTY;
            });
    Iterator<UserSessions> found = bulk(port, concurrency).list(USERS).iterator();
    for (int i = 0; i < 20; i++) {
      assertThat(within(found::next).isComplete()).isTrue();
    }

    for (int i = 0; i < 2; i++) {
      assertThatExceptionOfType(AssertionError.class)
          .isThrownBy(
              () -> {
                while (within(found::hasNext)) {
                  found.next();
                }
              })
          .isSameAs(failure);
    }
  }

  /** The threads that were started must not wait for a consumer that has left. */
  @Test
  void hasNext_whenAThreadCannotBeStarted_throwsAndEndsTheOthers() {
    OutOfMemoryError failure = new OutOfMemoryError("unable to create native thread");
    List<Thread> started = new CopyOnWriteArrayList<>();
    BulkRun run =
        new BulkRun(
            USERS.iterator(),
            new StubSessions(params -> EMPTY),
            null,
            4,
            (name, task) -> {
              if (started.size() == 2) {
                throw failure;
              }
              started.add(startPlatformThread(name, task));
              return started.get(started.size() - 1);
            });

    for (int i = 0; i < 2; i++) {
      assertThatExceptionOfType(OutOfMemoryError.class)
          .isThrownBy(() -> within(run::hasNext))
          .isSameAs(failure);
    }
    await(() -> started.stream().noneMatch(Thread::isAlive));
  }

  /** An iterator that has ended may not be asked again, such as one over a closed file. */
  @ParameterizedTest
  @ValueSource(ints = {1, 4, 64})
  void list_afterTheLastUser_asksTheIteratorNoMore(int concurrency) {
    Iterator<String> users =
        new Iterator<>() {
          private final Iterator<String> all = USERS.iterator();
          private boolean ended;

          @Override
          public boolean hasNext() {
            if (ended) {
              throw new IllegalStateException("closed");
            }
            ended = !all.hasNext();
            return !ended;
          }

          @Override
          public String next() {
            return all.next();
          }
        };

    assertThat(
            within(() -> bulk(new StubSessions(params -> EMPTY), concurrency).list(users).toList()))
        .hasSize(USERS.size());
  }

  @Test
  void hasNext_afterTheEnd_staysFalse() {
    Iterator<UserSessions> found =
        bulk(new StubSessions(params -> EMPTY), 4).list(List.of("user_1")).iterator();
    within(found::next);

    assertThat(within(found::hasNext)).isFalse();
    assertThat(within(found::hasNext)).isFalse();
    assertThatExceptionOfType(NoSuchElementException.class).isThrownBy(found::next);
  }

  /** A run that ends early must not look like one that is complete. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void hasNext_afterClose_throwsCancellationException(boolean begun) {
    Stream<UserSessions> stream = bulk(new StubSessions(params -> EMPTY), 4).list(USERS);
    Iterator<UserSessions> found = stream.iterator();
    if (begun) {
      within(found::next);
    }
    stream.close();

    for (int i = 0; i < 2; i++) {
      assertThatExceptionOfType(CancellationException.class)
          .isThrownBy(() -> within(found::hasNext))
          .withMessage("the run is closed");
    }
  }

  /** A port that takes an interrupt for a reason to go on must not list the next page. */
  @Test
  void close_betweenPages_endsTheUser() {
    CountDownLatch called = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    AtomicReference<Thread> worker = new AtomicReference<>();
    List<Long> offsets = new CopyOnWriteArrayList<>();
    StubSessions port =
        new StubSessions(
            params -> {
              worker.set(Thread.currentThread());
              offsets.add(params.offset());
              called.countDown();
              awaitUninterruptibly(goOn);
              boolean unused = Thread.interrupted();
              return StubSessions.page(params, 5_000);
            });
    Stream<UserSessions> stream = bulk(port, 1).list(List.of("user_1"));
    Iterator<UserSessions> found = stream.iterator();
    CompletableFuture<Boolean> consumer = CompletableFuture.supplyAsync(found::hasNext);
    awaitUninterruptibly(called);

    stream.close();
    goOn.countDown();

    assertThat(consumer)
        .failsWithin(SECONDS, TimeUnit.SECONDS)
        .withThrowableOfType(ExecutionException.class)
        .withCauseInstanceOf(CancellationException.class);
    await(() -> !worker.get().isAlive());
    assertThat(offsets).containsExactly(0L);
  }

  private static BulkSessions bulk(SessionsPort port, int concurrency) {
    return BulkSessions.builder(port).concurrency(concurrency).build();
  }

  /** Throws a checked exception that isn't declared. */
  private static void throwIf(boolean condition, Exception failure) {
    if (condition) {
      BulkRunTest.<RuntimeException>throwAny(failure);
    }
  }

  @SuppressWarnings("unchecked")
  private static <E extends Throwable> void throwAny(Throwable failure) throws E {
    throw (E) failure;
  }

  private static void await(BooleanSupplier condition) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).isLessThan(end);
      Thread.onSpinWait();
    }
  }

  private static void awaitUninterruptibly(CountDownLatch latch) {
    boolean interrupted = false;
    while (latch.getCount() > 0) {
      try {
        assertThat(latch.await(SECONDS, TimeUnit.SECONDS)).isTrue();
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** Does something that must not last for ever. */
  private static <T> T within(Supplier<T> action) {
    return get(CompletableFuture.supplyAsync(action));
  }

  private static <T> T get(CompletableFuture<T> future) {
    try {
      return future.get(SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      BulkRunTest.<RuntimeException>throwAny(e.getCause());
      throw new AssertionError("thrown above", e);
    } catch (InterruptedException | TimeoutException e) {
      throw new AssertionError("the run doesn't end", e);
    }
  }
}
