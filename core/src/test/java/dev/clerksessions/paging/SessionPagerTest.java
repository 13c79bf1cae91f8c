package dev.clerksessions.paging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.clerksessions.PaginatedResourceResponse;
import dev.clerksessions.Session;
import dev.clerksessions.SessionListParams;
import dev.clerksessions.SessionsPort;
import dev.clerksessions.error.CallInterruptedException;
import dev.clerksessions.error.MalformedResponseException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.ConcurrentModificationException;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SessionPagerTest {

  private static final SessionListParams PARAMS =
      SessionListParams.builder().userId("user_1").limit(3).build();

  private final Recorder port = new Recorder();

  @ParameterizedTest
  @CsvSource({"0, 0", "0, 3", "1, 0", "1, 2", "9, 0", "9, 1", "10, 1", "11, 2", "500, 5"})
  void iterator_yieldsAllNewestFirst(int count, int prefetch) {
    List<Session> all = add(count);

    assertThat(pager(10, prefetch)).containsExactlyElementsOf(all);
    assertThat(pager(10, prefetch).stream()).containsExactlyElementsOf(all);
  }

  @Test
  void iterator_keepsTheParametersAndBeginsAtTheirOffset() {
    List<Session> all = add(30);
    SessionListParams params =
        PARAMS.toBuilder().offset(5).status(all.get(0).status()).clientId("client_1").build();

    SessionPager.builder(port, params).pageSize(10).build().forEach(session -> {});

    assertThat(port.asked)
        .isNotEmpty()
        .allSatisfy(
            asked ->
                assertThat(asked)
                    .isEqualTo(params.toBuilder().limit(10).offset(asked.offset()).build()));
    assertThat(port.asked.get(0).offset()).isEqualTo(5);
  }

  /** Pages of ten overlap by two: the last session, and the one before, which is newer. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 4})
  void iterator_asksForNoPageTwice(int prefetch) {
    add(91);

    assertThat(pager(10, prefetch)).hasSize(91);

    assertThat(port.asked)
        .extracting(SessionListParams::offset)
        .containsExactly(0L, 8L, 16L, 24L, 32L, 40L, 48L, 56L, 64L, 72L, 80L, 88L);
  }

  @ParameterizedTest
  @CsvSource({"0, 1", "1, 2", "3, 4"})
  void iterator_isNoFurtherAheadThanItsPrefetch(int prefetch, int pages) {
    add(1000);
    Iterator<Session> sessions = pager(10, prefetch).iterator();
    assertThat(port.asked).as("before it is used").isEmpty();

    sessions.next();
    assertThat(port.asked).as("the first tells how many there are").hasSize(1);
    for (int i = 0; i < 10; i++) {
      sessions.next();
    }
    assertThat(port.asked).hasSize(1 + pages);
  }

  @Test
  void iterator_behindTheEnd_throws() {
    Iterator<Session> sessions = pager(10, 1).iterator();

    assertThat(sessions.hasNext()).isFalse();
    assertThatExceptionOfType(NoSuchElementException.class).isThrownBy(sessions::next);
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "10, 1", "25, 3"})
  void maxSessions_endsTheRun(int max, int requests) {
    List<Session> all = add(100);

    assertThat(SessionPager.builder(port, PARAMS).pageSize(10).maxSessions(max).build())
        .containsExactlyElementsOf(all.subList(0, max));
    assertThat(port.asked).hasSize(requests);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 2})
  void iterator_afterAFailure_goesOnWhereItWas(int prefetch) {
    List<Session> all = add(50);
    Iterator<Session> sessions = pager(10, prefetch).iterator();
    List<Session> got = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      got.add(sessions.next());
    }
    port.failing = true;
    while (port.failing) {
      try {
        got.add(sessions.next());
      } catch (IllegalStateException e) {
        assertThat(e).hasMessage("no page now");
        port.failing = false;
      }
    }
    sessions.forEachRemaining(got::add);

    assertThat(got).containsExactlyElementsOf(all);
  }

  @Test
  void stream_whenClosed_cancelsWhatIsUnderWay() {
    add(50);
    port.hanging = true;
    CompletableFuture<?> first;
    CompletableFuture<Void> reading;
    try (Stream<Session> sessions = pager(10, 3).stream()) {
      reading = CompletableFuture.runAsync(() -> sessions.forEach(session -> {}));
      first = port.firstHanging.join();
    }

    // It may still have been on its way from the port to the reader.
    assertThatExceptionOfType(CancellationException.class)
        .isThrownBy(() -> first.get(20, TimeUnit.SECONDS));
    assertThat(reading)
        .failsWithin(Duration.ofSeconds(20))
        .withThrowableThat()
        .withCauseExactlyInstanceOf(CancellationException.class);
  }

  @Test
  void iterator_whenInterrupted_throwsAndCancels() throws Exception {
    port.hanging = true;
    CompletableFuture<Boolean> flag = new CompletableFuture<>();
    Thread reader =
        new Thread(
            () -> {
              assertThatExceptionOfType(CallInterruptedException.class)
                  .isThrownBy(() -> pager(10, 1).iterator().next());
              flag.complete(Thread.currentThread().isInterrupted());
            });
    reader.start();
    CompletableFuture<?> page = port.firstHanging.join();

    reader.interrupt();
    reader.join();

    assertThat(flag.join()).isTrue();
    assertThat(page).isCancelled();
  }

  @Test
  void publisher_givesWhatIsAskedForAndFailsAsThePortDoes() {
    List<Session> all = add(30);
    List<Session> got = new ArrayList<>();
    CompletableFuture<Throwable> failure = new CompletableFuture<>();
    CompletableFuture<Flow.Subscription> subscription = new CompletableFuture<>();
    pager(10, 1)
        .publisher()
        .subscribe(
            new Flow.Subscriber<>() {
              @Override
              public void onSubscribe(Flow.Subscription begun) {
                subscription.complete(begun);
              }

              @Override
              public void onNext(Session session) {
                got.add(session);
              }

              @Override
              public void onError(Throwable problem) {
                failure.complete(problem);
              }

              @Override
              public void onComplete() {
                failure.completeExceptionally(new AssertionError("complete"));
              }
            });
    assertThat(port.asked).isEmpty();

    subscription.join().request(3);
    assertThat(got).containsExactlyElementsOf(all.subList(0, 3));

    port.failing = true;
    subscription.join().request(100);
    assertThat(failure.join()).isInstanceOf(IllegalStateException.class).hasMessage("no page now");
    assertThat(got).containsExactlyElementsOf(all.subList(0, 10));
  }

  @Test
  void pages_haveCheckpointsToGoOnFrom() {
    List<Session> all = add(100);
    List<SessionPage> pages = pager(10, 1).pages().toList();

    assertThat(pages).allSatisfy(page -> assertThat(page.totalCount()).isEqualTo(100));
    for (int i = 0; i < pages.size(); i++) {
      int read = pages.subList(0, i + 1).stream().mapToInt(page -> page.data().size()).sum();
      assertThat(pages.get(i).checkpoint()).matches("[!-~]{1,100}");
      assertThat(SessionPager.builder(port, PARAMS).resumeFrom(pages.get(i).checkpoint()).build())
          .containsExactlyElementsOf(all.subList(read, all.size()));
    }
  }

  @Test
  void pages_whenTimesAreFinerThanMilliseconds_goOnAtTheRightOne() {
    Instant time = Instant.parse("2026-01-01T00:00:00.000000001Z");
    for (int i = 0; i < 20; i++) {
      Instant createdAt = time.plusNanos(i);
      port.store.add(session().toBuilder().id("sess_." + i + ",x").createdAt(createdAt).build());
    }
    String checkpoint = pager(7, 0).pages().findFirst().orElseThrow().checkpoint();

    assertThat(SessionPager.builder(port, PARAMS).resumeFrom(checkpoint).build())
        .containsExactlyElementsOf(port.store.all().subList(7, 20));
  }

  /** Times are any milliseconds on the wire. */
  @ParameterizedTest
  @ValueSource(longs = {Long.MAX_VALUE, Long.MIN_VALUE, 200_000_000_000_000L})
  void pages_whenATimeIsFarAway_goOnThere(long millis) {
    for (int i = 0; i < 20; i++) {
      Instant createdAt = Instant.ofEpochMilli(millis).plusMillis(millis > 0 ? -i : i);
      port.store.add(session().toBuilder().id("sess_" + i).createdAt(createdAt).build());
    }
    String checkpoint = pager(7, 0).pages().findFirst().orElseThrow().checkpoint();

    assertThat(SessionPager.builder(port, PARAMS).resumeFrom(checkpoint).build())
        .containsExactlyElementsOf(port.store.all().subList(7, 20));
  }

  @Test
  void pages_whenAWholePageIsOfOneTime_goOnThere() {
    for (int i = 0; i < 1_000; i++) {
      String id = "sess_%027d".formatted(i);
      port.store.add(session().toBuilder().id(id).createdAt(Instant.EPOCH).build());
    }
    String checkpoint = pager(500, 0).pages().findFirst().orElseThrow().checkpoint();

    assertThat(SessionPager.builder(port, PARAMS).resumeFrom(checkpoint).build())
        .containsExactlyElementsOf(port.store.all().subList(500, 1_000));
  }

  @Test
  void checkpoint_whenNoneOfThisPager_isRefused() {
    add(20);
    String checkpoint = pager(10, 1).pages().findFirst().orElseThrow().checkpoint();
    SessionListParams others = SessionListParams.builder().userId("user_2").build();

    assertThatIllegalArgumentException()
        .isThrownBy(() -> SessionPager.builder(port, others).resumeFrom(checkpoint).build())
        .withMessage(
            "checkpoint must be one of the same clientId, userId and status, was \""
                + checkpoint
                + "\"");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SessionPager.builder(port, PARAMS).resumeFrom("1.x").build())
        .withMessage("checkpoint must be one of a SessionPage, was \"1.x\"");
    String outOfRange = checkpoint.replaceFirst("\\.\\d+_", ".99999999999999999_");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SessionPager.builder(port, PARAMS).resumeFrom(outOfRange).build())
        .withMessage("checkpoint must be one of a SessionPage, was \"" + outOfRange + "\"");
  }

  @Test
  void builder_whenOutOfRange_namesFieldRuleAndValue() {
    SessionPager.Builder builder = SessionPager.builder(port, PARAMS);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder.pageSize(1))
        .withMessage("pageSize must be 2 to 500, was 1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder.pageSize(501))
        .withMessage("pageSize must be 2 to 500, was 501");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder.prefetch(-1))
        .withMessage("prefetch must be 0 or more, was -1");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder.maxSessions(0))
        .withMessage("maxSessions must be 1 or more, was 0");
  }

  /** A server may give fewer than asked for. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1, 3})
  void iterator_whenPagesAreShorterThanAskedFor_yieldsAll(int prefetch) {
    List<Session> all = add(50);
    port.longestPage = 4;

    assertThat(pager(10, prefetch)).containsExactlyElementsOf(all);
  }

  @Test
  void iterator_whenNotNewestFirst_isMalformed() {
    add(10);
    port.shuffled = true;

    assertThatThrownBy(() -> pager(10, 0).forEach(session -> {}))
        .isInstanceOf(MalformedResponseException.class)
        .hasMessageContaining("created_at must be no later than that of the session before");
  }

  /** As many appear with each request as it reads. */
  @Test
  void iterator_whenSessionsAppearFasterThanTheyAreRead_ends() {
    add(100);
    port.appearing = 1_000;

    assertThatExceptionOfType(ConcurrentModificationException.class)
        .isThrownBy(() -> pager(10, 0).forEach(session -> {}))
        .withMessageContaining("pages in a row had nothing new");
  }

  private SessionPager pager(int pageSize, int prefetch) {
    return SessionPager.builder(port, PARAMS).pageSize(pageSize).prefetch(prefetch).build();
  }

  private List<Session> add(int count) {
    port.store.addAll(TestSessions.list(count));
    return port.store.all();
  }

  private static Session session() {
    return TestSessions.session().build();
  }

  /** Notes what is asked, and misbehaves as told. */
  private static final class Recorder implements SessionsPort {

    private final StoredSessions store = new StoredSessions();
    private final List<SessionListParams> asked = new CopyOnWriteArrayList<>();
    private final CompletableFuture<CompletableFuture<?>> firstHanging = new CompletableFuture<>();
    private volatile boolean failing;
    private volatile boolean hanging;
    private volatile boolean shuffled;
    private volatile int longestPage = 500;
    private volatile int appearing;
    private int born;

    @Override
    public PaginatedResourceResponse<Session> getSessionList(SessionListParams params) {
      asked.add(params);
      for (int i = 0; i < appearing; i++) {
        born++;
        Instant newest = Instant.parse("2100-01-01T00:00:00Z").plusSeconds(born);
        store.add(session().toBuilder().id("new_" + born).createdAt(newest).build());
      }
      if (failing) {
        throw new IllegalStateException("no page now");
      }
      int limit = Math.min(params.limit(), longestPage);
      PaginatedResourceResponse<Session> page =
          store.getSessionList(params.toBuilder().limit(limit).build());
      if (!shuffled) {
        return page;
      }
      List<Session> reversed = new ArrayList<>(page.data());
      Collections.reverse(reversed);
      return new PaginatedResourceResponse<>(reversed, page.totalCount());
    }

    @Override
    public CompletableFuture<PaginatedResourceResponse<Session>> getSessionListAsync(
        SessionListParams params) {
      if (hanging) {
        CompletableFuture<PaginatedResourceResponse<Session>> page = new CompletableFuture<>();
        firstHanging.complete(page);
        return page;
      }
      try {
        return CompletableFuture.completedFuture(getSessionList(params));
      } catch (IllegalStateException e) {
        return CompletableFuture.failedFuture(e);
      }
    }
  }

  /**
   * A port should fail through its future; one that doesn't must not leave a subscriber waiting.
   */
  @Test
  void publisher_whenThePortThrowsAtOnce_failsWithThat() {
    IllegalStateException defect = new IllegalStateException("broken");
    SessionsPort broken =
        new SessionsPort() {
          @Override
          public PaginatedResourceResponse<Session> getSessionList(SessionListParams params) {
            throw defect;
          }

          @Override
          public CompletableFuture<PaginatedResourceResponse<Session>> getSessionListAsync(
              SessionListParams params) {
            throw defect;
          }
        };
    CompletableFuture<Throwable> failure = new CompletableFuture<>();

    SessionPager.of(broken, PARAMS)
        .publisher()
        .subscribe(
            new Flow.Subscriber<>() {
              @Override
              public void onSubscribe(Flow.Subscription begun) {
                begun.request(1);
              }

              @Override
              public void onNext(Session session) {}

              @Override
              public void onError(Throwable thrown) {
                failure.complete(thrown);
              }

              @Override
              public void onComplete() {}
            });

    assertThat(failure).succeedsWithin(Duration.ofSeconds(20)).isSameAs(defect);
  }
}
