package dev.clerksessions.paging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.clerksessions.PaginatedResourceResponse;
import dev.clerksessions.Session;
import dev.clerksessions.SessionListParams;
import dev.clerksessions.SessionsPort;
import dev.clerksessions.error.CallInterruptedException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Flow;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Interrupts, and ports that fail in any way. */
class SessionPagerFailuresTest {

  private static final SessionListParams PARAMS =
      SessionListParams.builder().userId("user_1").build();

  private final StoredSessions store = new StoredSessions();

  /** Lists by a function, which may throw, and return null. */
  private record Port(
      Function<SessionListParams, CompletableFuture<PaginatedResourceResponse<Session>>> pages)
      implements SessionsPort {

    @Override
    public PaginatedResourceResponse<Session> getSessionList(SessionListParams params) {
      try {
        return pages.apply(params).join();
      } catch (CompletionException e) {
        throw sneaky(e.getCause());
      }
    }

    @Override
    public CompletableFuture<PaginatedResourceResponse<Session>> getSessionListAsync(
        SessionListParams params) {
      return pages.apply(params);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3})
  void iterator_whenInterrupted_goesOnWhereItWas(int prefetch) throws Exception {
    List<Session> all = add(50);
    BlockingQueue<CompletableFuture<PaginatedResourceResponse<Session>>> hanging =
        new LinkedBlockingQueue<>();
    boolean[] hangs = {false};
    Port port =
        new Port(
            params -> {
              if (hangs[0]) {
                CompletableFuture<PaginatedResourceResponse<Session>> page =
                    new CompletableFuture<>();
                hanging.add(page);
                return page;
              }
              return store.getSessionListAsync(params);
            });
    SessionPager pager = SessionPager.builder(port, PARAMS).pageSize(10).prefetch(prefetch).build();

    assertThat(
            inAThread(
                () -> {
                  Iterator<Session> sessions = pager.iterator();
                  List<Session> got = new ArrayList<>();
                  for (int i = 0; i < 10; i++) {
                    got.add(sessions.next());
                  }
                  hangs[0] = true;
                  Thread.currentThread().interrupt();
                  assertThatExceptionOfType(CallInterruptedException.class)
                      .isThrownBy(sessions::next);
                  assertThat(Thread.interrupted()).as("flag").isTrue();
                  assertThat(hanging).isNotEmpty().allMatch(CompletableFuture::isCancelled);
                  hangs[0] = false;
                  sessions.forEachRemaining(got::add);
                  return got;
                }))
        .containsExactlyElementsOf(all);
  }

  /** A page that can't be cancelled arrives after the interrupt: it isn't lost. */
  @Test
  void pages_whenThePageComesAfterTheInterrupt_losesNone() throws Exception {
    List<Session> all = add(50);
    CompletableFuture<PaginatedResourceResponse<Session>> late =
        new CompletableFuture<>() {
          @Override
          public boolean cancel(boolean mayInterruptIfRunning) {
            return false;
          }
        };
    Port port = new Port(params -> params.offset() == 0 ? late : store.getSessionListAsync(params));

    assertThat(
            inAThread(
                () -> {
                  Iterator<SessionPage> pages =
                      SessionPager.builder(port, PARAMS).pageSize(10).build().pages().iterator();
                  Thread.currentThread().interrupt();
                  assertThatExceptionOfType(CallInterruptedException.class)
                      .isThrownBy(pages::hasNext);
                  assertThat(Thread.interrupted()).isTrue();
                  late.complete(store.getSessionList(PARAMS.toBuilder().limit(10).build()));
                  List<Session> got = new ArrayList<>();
                  pages.forEachRemaining(page -> got.addAll(page.data()));
                  return got;
                }))
        .containsExactlyElementsOf(all);
  }

  static Stream<Arguments> failures() {
    Error defect = new AssertionError("a defect");
    RuntimeException failure = new IllegalStateException("no page now");
    return Stream.of(
        Arguments.of(
            "throws an Error",
            defect,
            null,
            port(
                params -> {
                  throw sneaky(defect);
                })),
        Arguments.of(
            "throws a StackOverflowError",
            null,
            StackOverflowError.class,
            port(
                params -> {
                  throw sneaky(new StackOverflowError());
                })),
        Arguments.of(
            "throws",
            failure,
            null,
            port(
                params -> {
                  throw sneaky(failure);
                })),
        Arguments.of(
            "fails with an Error", defect, null, port(p -> CompletableFuture.failedFuture(defect))),
        Arguments.of(
            "fails later with an Error",
            defect,
            null,
            port(
                params ->
                    CompletableFuture.supplyAsync(
                        () -> {
                          throw sneaky(defect);
                        }))),
        Arguments.of(
            "fails within a CompletionException",
            failure,
            null,
            port(
                params ->
                    CompletableFuture.failedFuture(
                        new CompletionException(new CompletionException(failure))))),
        Arguments.of(
            "gives no page",
            null,
            NullPointerException.class,
            port(params -> CompletableFuture.completedFuture(null))),
        Arguments.of("gives no future", null, NullPointerException.class, port(params -> null)));
  }

  /** An Error of the port must not leave the subscriber without a signal. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("failures")
  void publisher_whenThePort_failsWithThat(
      String what,
      @Nullable Throwable same,
      @Nullable Class<? extends Throwable> type,
      SessionsPort port) {
    for (int prefetch : new int[] {0, 1}) {
      CompletableFuture<Throwable> failure = new CompletableFuture<>();
      SessionPager.builder(port, PARAMS)
          .prefetch(prefetch)
          .build()
          .publisher()
          .subscribe(new FailureOnly(failure));

      assertThat(failure)
          .as("prefetch " + prefetch)
          .succeedsWithin(Duration.ofSeconds(20))
          .satisfies(thrown -> check(thrown, same, type));
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("failures")
  void iterator_whenThePort_throwsThat(
      String what,
      @Nullable Throwable same,
      @Nullable Class<? extends Throwable> type,
      SessionsPort port) {
    for (int prefetch : new int[] {0, 1}) {
      SessionPager pager = SessionPager.builder(port, PARAMS).prefetch(prefetch).build();

      assertThatThrownBy(() -> pager.iterator().hasNext())
          .satisfies(thrown -> check(thrown, same, type));
      assertThatThrownBy(() -> pager.pages().toList())
          .satisfies(thrown -> check(thrown, same, type));
    }
  }

  private static void check(
      Throwable thrown, @Nullable Throwable same, @Nullable Class<? extends Throwable> type) {
    if (same != null) {
      assertThat(thrown).isSameAs(same);
    } else {
      assertThat(thrown).isExactlyInstanceOf(type);
    }
  }

  /** The third page fails with an Error: what came before is handed out. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 3})
  void iterator_whenALaterPageIsAnError_throwsItAfterThoseBefore(int prefetch) {
    List<Session> all = add(50);
    Port port =
        new Port(
            params -> {
              if (params.offset() == 16) {
                throw new OutOfMemoryError("none left");
              }
              return store.getSessionListAsync(params);
            });
    List<Session> got = new ArrayList<>();
    SessionPager pager = SessionPager.builder(port, PARAMS).pageSize(10).prefetch(prefetch).build();

    assertThatExceptionOfType(OutOfMemoryError.class)
        .isThrownBy(() -> pager.iterator().forEachRemaining(got::add))
        .withMessage("none left");
    assertThat(got).containsExactlyElementsOf(all.subList(0, 18));
  }

  private record FailureOnly(CompletableFuture<Throwable> failure)
      implements Flow.Subscriber<Session> {

    @Override
    public void onSubscribe(Flow.Subscription begun) {
      begun.request(1);
    }

    @Override
    public void onNext(Session session) {
      failure.completeExceptionally(new AssertionError("a session"));
    }

    @Override
    public void onError(Throwable thrown) {
      failure.complete(thrown);
    }

    @Override
    public void onComplete() {
      failure.completeExceptionally(new AssertionError("complete"));
    }
  }

  private static Port port(
      Function<SessionListParams, CompletableFuture<PaginatedResourceResponse<Session>>> pages) {
    return new Port(pages);
  }

  private static RuntimeException sneaky(Throwable failure) {
    if (failure instanceof Error error) {
      throw error;
    }
    return (RuntimeException) failure;
  }

  private List<Session> add(int count) {
    store.addAll(TestSessions.list(count));
    return store.all();
  }

  private static List<Session> inAThread(Callable<List<Session>> reading) throws Exception {
    FutureTask<List<Session>> task = new FutureTask<>(reading);
    Thread thread = new Thread(task);
    thread.start();
    return task.get(20, TimeUnit.SECONDS);
  }
}
