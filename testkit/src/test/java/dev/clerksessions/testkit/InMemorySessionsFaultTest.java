package dev.clerksessions.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.clerksessions.PaginatedResourceResponse;
import dev.clerksessions.Session;
import dev.clerksessions.SessionListParams;
import dev.clerksessions.error.CallInterruptedException;
import dev.clerksessions.error.ClerkApiException;
import dev.clerksessions.error.ClerkError;
import dev.clerksessions.error.RateLimitedException;
import dev.clerksessions.error.ServerException;
import dev.clerksessions.error.TransportException;
import dev.clerksessions.error.TransportFault;
import dev.clerksessions.testkit.contract.CallStyle;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class InMemorySessionsFaultTest {

  private static final Duration SOON = Duration.ofSeconds(20);

  private final ManualClock clock = new ManualClock();
  private final InMemorySessions fake = new InMemorySessions(clock);

  private static SessionListParams of(String userId) {
    return SessionListParams.builder().userId(userId).build();
  }

  /** Which of some calls for a user fail. */
  private List<Boolean> failures(CallStyle way, int calls, String userId) {
    return Stream.generate(
            () -> {
              try {
                way.list(fake, of(userId));
                return false;
              } catch (TransportException e) {
                assertThat(e).hasMessage("scripted");
                return true;
              }
            })
        .limit(calls)
        .toList();
  }

  private static TransportException scripted() {
    return new TransportException(TransportFault.CONNECT, "scripted", null);
  }

  @ParameterizedTest
  @EnumSource(CallStyle.class)
  void failNext_failsSoManyCalls(CallStyle way) {
    fake.failNext(2, scripted());

    assertThat(failures(way, 4, "user_1")).containsExactly(true, true, false, false);
  }

  @Test
  void failNext_whenTwice_isATrainOfTrouble() {
    fake.failNext(1, Fault.status(500));
    fake.failNext(1, Fault.status(429));

    assertThatExceptionOfType(ServerException.class)
        .isThrownBy(() -> fake.getSessionList(of("user_1")));
    assertThatExceptionOfType(RateLimitedException.class)
        .isThrownBy(() -> fake.getSessionList(of("user_1")));
    assertThat(fake.getSessionList(of("user_1")).totalCount()).isZero();
  }

  @ParameterizedTest
  @EnumSource(CallStyle.class)
  void failFor_failsOneUsersCalls(CallStyle way) {
    fake.failFor("user_1", scripted());

    assertThat(failures(way, 2, "user_1")).containsOnly(true);
    assertThat(failures(way, 2, "user_2")).containsOnly(false);
    assertThat(fake.getSessionList(SessionListParams.builder().clientId("user_1").build()).data())
        .isEmpty();
  }

  @ParameterizedTest
  @EnumSource(CallStyle.class)
  void failEvery_failsEveryKth(CallStyle way) {
    failures(way, 2, "user_1");
    fake.failEvery(3, scripted());

    assertThat(failures(way, 7, "user_1"))
        .containsExactly(false, false, true, false, false, true, false);
    fake.failEvery(1, scripted());
    assertThat(failures(way, 2, "user_1")).containsOnly(true);
  }

  @Test
  void fault_whenSeveralApply_isFailNextThenFailForThenFailEvery() {
    fake.failEvery(1, Fault.status(501));
    fake.failFor("user_1", Fault.status(502));
    fake.failNext(1, Fault.status(503));

    assertThat(Stream.of("user_1", "user_1", "user_2").map(this::status))
        .containsExactly(503, 502, 501);
  }

  private int status(String userId) {
    try {
      fake.getSessionList(of(userId));
      return 200;
    } catch (ClerkApiException e) {
      return e.status();
    }
  }

  @Test
  void recover_endsAllTrouble() {
    fake.failEvery(1, scripted());
    fake.failFor("user_1", scripted());
    fake.failNext(9, scripted());

    fake.clearFaults();

    assertThat(failures(CallStyle.BLOCKING, 3, "user_1")).containsOnly(false);
  }

  @Test
  void rateLimited_tellsWhenToCallAgain() {
    fake.failNext(1, Fault.rateLimited(Duration.ofSeconds(7)));

    assertThatExceptionOfType(RateLimitedException.class)
        .isThrownBy(() -> fake.getSessionList(of("user_1")))
        .satisfies(
            e -> {
              assertThat(e.retryAfter()).isEqualTo(Duration.ofSeconds(7));
              assertThat(e.errors())
                  .extracting(ClerkError::code)
                  .containsExactly("too_many_requests");
            });
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void reset_andTruncation_areABrokenConnection(boolean reset) {
    fake.failNext(1, reset ? Fault.connectionReset() : Fault.truncatedBody());

    assertThatExceptionOfType(TransportException.class)
        .isThrownBy(() -> fake.getSessionList(of("user_1")))
        .extracting(TransportException::fault)
        .isEqualTo(TransportFault.BROKEN_CONNECTION);
  }

  @ParameterizedTest
  @EnumSource(CallStyle.class)
  void delay_takesRealTime(CallStyle way) {
    fake.failNext(1, Fault.delay(Duration.ofMillis(60)));
    Instant before = clock.instant();
    long start = System.nanoTime();

    way.list(fake, of("user_1"));

    assertThat(Duration.ofNanos(System.nanoTime() - start))
        .isGreaterThanOrEqualTo(Duration.ofMillis(60));
    assertThat(clock.instant()).isEqualTo(before);
  }

  @Test
  void delay_ofTheClock_movesItBeforeTheAnswer() {
    Session session = fake.signIn("user_1");
    fake.failNext(1, Fault.delay(clock, Duration.ofDays(7)));

    PaginatedResourceResponse<Session> page = fake.getSessionList(of("user_1"));

    assertThat(clock.instant()).isEqualTo(session.expireAt());
    assertThat(page.data())
        .singleElement()
        .satisfies(each -> assertThat(each.rawStatus()).isEqualTo("expired"));
    assertThat(fake.calls()).extracting(RecordedCall::at).containsExactly(session.createdAt());
  }

  @Test
  void drip_takesThePauseForEachByte() {
    fake.failNext(1, Fault.throttle(Duration.ofMillis(1)));
    long start = System.nanoTime();

    assertThat(fake.getSessionList(of("user_1")).data()).isEmpty();

    assertThat(Duration.ofNanos(System.nanoTime() - start))
        .isGreaterThanOrEqualTo(Duration.ofMillis("{\"data\":[],\"total_count\":0}".length()));
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void hangUntil_whenReleased_answersOfThatMoment(boolean failed) {
    CompletableFuture<Void> release = new CompletableFuture<>();
    fake.failNext(1, Fault.stallUntil(release));
    CompletableFuture<PaginatedResourceResponse<Session>> page =
        fake.getSessionListAsync(of("user_1"));
    assertThat(page).isNotDone();
    Session session = fake.signIn("user_1");

    if (failed) {
      release.completeExceptionally(scripted());
    } else {
      release.complete(null);
    }

    assertThat(page).isCompletedWithValue(new PaginatedResourceResponse<>(List.of(session), 1));
  }

  @Test
  void hangUntil_whenRecovered_answers() {
    fake.failEvery(1, Fault.stallUntil(new CompletableFuture<>()));
    CompletableFuture<PaginatedResourceResponse<Session>> page =
        fake.getSessionListAsync(of("user_1"));
    assertThat(page).isNotDone();

    fake.clearFaults();

    assertThat(page).isCompleted();
  }

  @Test
  void hangUntil_whenTheCallerIsInterrupted_ends() throws Exception {
    fake.failNext(1, Fault.stallUntil(new CompletableFuture<>()));
    CompletableFuture<Boolean> flag = new CompletableFuture<>();
    Thread caller =
        new Thread(
            () -> {
              try {
                fake.getSessionList(of("user_1"));
              } catch (CallInterruptedException e) {
                flag.complete(Thread.currentThread().isInterrupted());
              }
            });
    caller.start();
    caller.interrupt();

    assertThat(flag).succeedsWithin(SOON).isEqualTo(true);
    caller.join();
  }

  @Test
  void script_whenWrong_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> fake.failNext(0, Fault.connectionReset()))
        .withMessage("calls must be 1 or more, was 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> fake.failEvery(0, scripted()))
        .withMessage("k must be 1 or more, was 0");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Fault.status(399))
        .withMessage("status must be 400 to 599, was 399");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Fault.status(600))
        .withMessage("status must be 400 to 599, was 600");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Fault.rateLimited(Duration.ofMillis(1500)))
        .withMessage("retryAfter must be whole seconds, 0 or more, was PT1.5S");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Fault.rateLimited(Duration.ofSeconds(-1)))
        .withMessage("retryAfter must be whole seconds, 0 or more, was PT-1S");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Fault.throttle(Duration.ofNanos(999_999)))
        .withMessage("pause must be 1 ms or more, was PT0.000999999S");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Fault.delay(Duration.ofSeconds(-1)))
        .withMessage("time must be 0 or more, was PT-1S");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Fault.delay(clock, Duration.ofSeconds(-1)))
        .withMessage("time must be 0 or more, was PT-1S");
  }

  @Test
  void toString_tellsTheTrouble() {
    assertThat(
            Stream.of(
                Fault.status(503),
                Fault.rateLimited(Duration.ofSeconds(2)),
                Fault.connectionReset(),
                Fault.truncatedBody(),
                Fault.throttle(Duration.ofMillis(5)),
                Fault.delay(Duration.ofMillis(5)),
                Fault.delay(clock, Duration.ofDays(1)),
                Fault.stallUntil(new CompletableFuture<>())))
        .extracting(Fault::toString)
        .containsExactly(
            "Fault[status 503]",
            "Fault[rate limited for PT2S]",
            "Fault[reset]",
            "Fault[truncatedBody]",
            "Fault[throttle every PT0.005S]",
            "Fault[delay of PT0.005S]",
            "Fault[virtual delay of PT24H]",
            "Fault[stall]");
  }

  @Test
  void calls_areInOrderWithTheirTimes() {
    fake.failNext(1, scripted());
    failures(CallStyle.BLOCKING, 1, "user_1");
    clock.advance(Duration.ofSeconds(5));
    failures(CallStyle.ASYNCHRONOUS, 1, "user_2");
    Instant start = SessionFixtures.REFERENCE;

    assertThat(fake.calls())
        .containsExactly(
            new RecordedCall(of("user_1"), start),
            new RecordedCall(of("user_2"), start.plusSeconds(5)));
    fake.clearCalls();
    assertThat(fake.calls()).isEmpty();
  }

  @Test
  void calls_whenThereAreMany_areTheNewestTenThousand() {
    IntStream.range(0, 10_001).forEach(i -> fake.getSessionList(of("user_" + i)));

    assertThat(fake.calls()).hasSize(10_000);
    assertThat(fake.calls().get(0).params().userId()).isEqualTo("user_1");
  }

  @Test
  void fault_whenManyThreadsCall_appliesAsOftenAsScheduled() throws Exception {
    fake.failNext(100, scripted());
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      List<Callable<List<Boolean>>> callers = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        callers.add(() -> failures(CallStyle.BLOCKING, 50, "user_1"));
      }
      int failed = 0;
      for (Future<List<Boolean>> done : threads.invokeAll(callers)) {
        failed += (int) done.get().stream().filter(each -> each).count();
      }
      assertThat(failed).isEqualTo(100);
      assertThat(fake.calls()).hasSize(400);
    } finally {
      threads.shutdownNow();
    }
  }
}
