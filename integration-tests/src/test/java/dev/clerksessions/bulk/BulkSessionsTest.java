package dev.clerksessions.bulk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import dev.clerksessions.PaginatedResourceResponse;
import dev.clerksessions.Session;
import dev.clerksessions.SessionListParams;
import dev.clerksessions.SessionStatus;
import dev.clerksessions.SessionsPort;
import dev.clerksessions.error.CallInterruptedException;
import dev.clerksessions.error.TransportException;
import dev.clerksessions.error.TransportFault;
import dev.clerksessions.ratelimit.RateLimit;
import dev.clerksessions.ratelimit.RateLimiter;
import dev.clerksessions.testkit.FakeClerkServer;
import dev.clerksessions.testkit.InMemorySessions;
import dev.clerksessions.testkit.SessionFixtures;
import dev.clerksessions.transport.httpclient.HttpClientSessions;
import dev.clerksessions.transport.jdk.JdkSessions;
import java.time.Duration;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BulkSessionsTest {

  private final InMemorySessions store = new InMemorySessions();

  /** A port that can be told what to do before it answers. */
  private record Port(InMemorySessions store, UnaryOperator<SessionListParams> before)
      implements SessionsPort {

    @Override
    public PaginatedResourceResponse<Session> getSessionList(SessionListParams params) {
      return store.getSessionList(before.apply(params));
    }

    @Override
    public CompletableFuture<PaginatedResourceResponse<Session>> getSessionListAsync(
        SessionListParams params) {
      throw new AssertionError("a run blocks threads of its own");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4, 64})
  void list_yieldsEachUserOnceWithAllSessions(int concurrency) {
    List<String> users = users(100);
    store.addAll(SessionFixtures.seeded(1).sessions(1_200, session -> session.userId("user_7")));

    Map<String, UserSessions> found = byUser(run(concurrency, params -> params).list(users));

    assertThat(found).containsOnlyKeys(users);
    assertThat(found.values()).allMatch(UserSessions::isComplete);
    assertThat(found.get("user_7").sessions()).hasSize(1_203);
    assertThat(found.get("user_8").sessions()).hasSize(3);
  }

  @Test
  void list_whenOneUserFails_yieldsItsErrorAndAllOthers() {
    TransportException failure = new TransportException(TransportFault.CONNECT, "no way", null);

    Map<String, UserSessions> found =
        byUser(
            run(
                    4,
                    params -> {
                      if ("user_3".equals(params.userId())) {
                        throw failure;
                      }
                      return params;
                    })
                .list(Stream.concat(Stream.of(" "), users(20).stream())));

    assertThat(found).hasSize(21);
    assertThat(found.get("user_3").error()).isSameAs(failure);
    assertThatExceptionOfType(TransportException.class)
        .isThrownBy(() -> found.get("user_3").sessions())
        .isSameAs(failure);
    assertThat(found.get(" ").error())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("userId must not be blank");
    assertThat(found.values()).filteredOn(UserSessions::isComplete).hasSize(19);
  }

  @Test
  void status_isAskedFor() {
    users(1);
    long active =
        store.all().stream().filter(session -> session.status() == SessionStatus.ACTIVE).count();
    BulkSessions bulk =
        BulkSessions.builder(new Port(store, params -> params))
            .withoutRateLimit()
            .status(SessionStatus.ACTIVE)
            .build();

    assertThat(bulk.list(List.of("user_0")).findFirst().orElseThrow().sessions())
        .hasSize((int) active)
        .allMatch(session -> session.status() == SessionStatus.ACTIVE);
  }

  /** More users than fit into memory, and a consumer that is slow. */
  @Test
  void list_takesNoMoreUsersThanItNeeds() {
    AtomicInteger taken = new AtomicInteger();
    Iterator<String> endless = Stream.generate(() -> "user_" + taken.incrementAndGet()).iterator();

    try (Stream<UserSessions> users = run(4, params -> params).list(endless)) {
      assertThat(taken).hasValue(0);
      assertThat(users.limit(50)).hasSize(50);
    }

    // Those yielded, those complete, and those under way.
    assertThat(taken).hasValueBetween(50, 50 + 4 + 4);
  }

  @Test
  void list_callsNoMoreAtOnceThanItMay() throws Exception {
    CountDownLatch four = new CountDownLatch(4);
    AtomicInteger now = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    BulkSessions bulk =
        run(
            4,
            params -> {
              most.accumulateAndGet(now.incrementAndGet(), Math::max);
              four.countDown();
              await(four);
              now.decrementAndGet();
              return params;
            });

    assertThat(bulk.list(users(40))).hasSize(40);
    assertThat(most).hasValue(4);
  }

  @Test
  void list_whenTheUsersIteratorFails_yieldsThoseBeforeAndFails() {
    Iterator<String> failing =
        Stream.of("user_0", "user_1", "bad")
            .map(
                user -> {
                  if (user.equals("bad")) {
                    throw new IllegalStateException("the file ends here");
                  }
                  return user;
                })
            .iterator();
    Iterator<UserSessions> users = run(2, params -> params).list(failing).iterator();

    assertThat(List.of(users.next().userId(), users.next().userId()))
        .containsExactlyInAnyOrder("user_0", "user_1");
    assertThatIllegalStateException().isThrownBy(users::hasNext).withMessage("the file ends here");
  }

  /** The first user already, when most workers haven't begun. */
  @Test
  void list_whenTheUsersIteratorFailsAtOnce_fails() {
    Iterator<String> failing =
        new Iterator<>() {
          @Override
          public boolean hasNext() {
            throw new IllegalStateException("no file");
          }

          @Override
          public String next() {
            throw new IllegalStateException("no file");
          }
        };

    assertThatIllegalStateException()
        .isThrownBy(() -> run(64, params -> params).list(failing).forEach(user -> {}))
        .withMessage("no file");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4})
  void list_whenAUserIsNull_fails(int concurrency) {
    List<String> users = Arrays.asList("user_0", null, "user_1");

    assertThatNullPointerException()
        .isThrownBy(() -> run(concurrency, params -> params).list(users).forEach(user -> {}))
        .withMessage("a user's id");
  }

  /** As a port does whose own threads are stopped. */
  @Test
  void list_whenThePortIsInterruptedByOthers_yieldsThatAsTheUsersError() {
    BulkSessions bulk =
        run(
            2,
            params -> {
              Thread.currentThread().interrupt();
              throw new CallInterruptedException(null);
            });

    assertThat(bulk.list(users(5)))
        .hasSize(5)
        .allMatch(user -> user.error() instanceof CallInterruptedException);
  }

  @Test
  void close_endsTheCallsUnderWay() throws Exception {
    CountDownLatch here = new CountDownLatch(3);
    CountDownLatch ended = new CountDownLatch(3);
    BulkSessions bulk = run(3, hanging(here, ended));
    Stream<UserSessions> users = bulk.list(users(10));
    AtomicBoolean consumerEnded = new AtomicBoolean();
    Thread consumer =
        new Thread(
            () -> {
              assertThatExceptionOfType(CancellationException.class)
                  .isThrownBy(() -> users.forEach(user -> {}));
              consumerEnded.set(true);
            });
    consumer.start();
    await(here);

    users.close();

    await(ended);
    consumer.join(300_000);
    assertThat(consumerEnded).isTrue();
  }

  @Test
  void list_whenInterrupted_throwsAndEndsTheCalls() throws Exception {
    CountDownLatch here = new CountDownLatch(3);
    CountDownLatch ended = new CountDownLatch(3);
    BulkSessions bulk = run(3, hanging(here, ended));
    AtomicBoolean flag = new AtomicBoolean();
    Thread consumer =
        new Thread(
            () -> {
              assertThatExceptionOfType(CallInterruptedException.class)
                  .isThrownBy(() -> bulk.list(users(10)).forEach(user -> {}));
              flag.set(Thread.currentThread().isInterrupted());
            });
    consumer.start();
    await(here);

    consumer.interrupt();

    await(ended);
    consumer.join(300_000);
    assertThat(flag).isTrue();
  }

  private static UnaryOperator<SessionListParams> hanging(
      CountDownLatch here, CountDownLatch ended) {
    return params -> {
      here.countDown();
      try {
        new CountDownLatch(1).await();
      } catch (InterruptedException e) {
        ended.countDown();
        throw new CallInterruptedException(e);
      }
      return params;
    };
  }

  /** A hundred calls, forty in half a second: two periods must end before the last can be sent. */
  @Test
  void list_overATransport_staysWithinTheRateLimit() {
    RateLimit limit = new RateLimit(40, Duration.ofMillis(500));
    users(100);
    try (FakeClerkServer server = FakeClerkServer.start(store);
        JdkSessions sessions =
            JdkSessions.builder(
                    server.config().toBuilder().rateLimiter(RateLimiter.of(limit)).build())
                .build()) {
      long start = System.nanoTime();

      assertThat(BulkSessions.of(sessions).list(users(0, 100)))
          .hasSize(100)
          .allMatch(UserSessions::isComplete);

      assertThat(Duration.ofNanos(System.nanoTime() - start))
          .isGreaterThan(limit.period().multipliedBy(2));
    }
  }

  /** A decorator hides that the port could limit its attempts. */
  @Test
  void list_overADecorator_staysWithinTheRateLimit() {
    RateLimit limit = new RateLimit(20, Duration.ofMillis(300));
    users(50);
    try (FakeClerkServer server = FakeClerkServer.start(store);
        JdkSessions sessions = JdkSessions.builder(server.config()).build()) {
      SessionsPort decorator = new Decorator(sessions);
      assertThatIllegalArgumentException()
          .isThrownBy(() -> BulkSessions.of(decorator))
          .withMessageContaining("rateLimiter(...)")
          .withMessageContaining("withoutRateLimit()");
      BulkSessions bulk =
          BulkSessions.builder(decorator).rateLimiter(RateLimiter.of(limit)).build();
      long start = System.nanoTime();

      assertThat(bulk.list(users(0, 50))).hasSize(50).allMatch(UserSessions::isComplete);

      assertThat(Duration.ofNanos(System.nanoTime() - start))
          .isGreaterThan(limit.period().multipliedBy(2));
    }
  }

  private record Decorator(SessionsPort port) implements SessionsPort {

    @Override
    public PaginatedResourceResponse<Session> getSessionList(SessionListParams params) {
      return port.getSessionList(params);
    }

    @Override
    public CompletableFuture<PaginatedResourceResponse<Session>> getSessionListAsync(
        SessionListParams params) {
      return port.getSessionListAsync(params);
    }
  }

  /** Two services with one key: each learns from its 429s, and nobody is lost. */
  @Test
  void list_whenOthersUseTheKeyToo_waitsAsTheApiAsks() {
    RateLimit limit = new RateLimit(30, Duration.ofSeconds(1));
    users(60);
    try (FakeClerkServer server = FakeClerkServer.builder(store).rateLimit(limit).start();
        HttpClientSessions one = sessions(server, limit);
        HttpClientSessions other = sessions(server, limit)) {
      CompletableFuture<List<UserSessions>> meanwhile =
          CompletableFuture.supplyAsync(() -> BulkSessions.of(other).list(users(30, 60)).toList());

      assertThat(BulkSessions.of(one).list(users(0, 30)))
          .hasSize(30)
          .allMatch(UserSessions::isComplete);
      assertThat(meanwhile.join()).hasSize(30).allMatch(UserSessions::isComplete);
    }
  }

  private static HttpClientSessions sessions(FakeClerkServer server, RateLimit limit) {
    return HttpClientSessions.builder(
            server.config().toBuilder().rateLimiter(RateLimiter.of(limit)).build())
        .build();
  }

  /** Off for single calls, on for bulk, by the key: a key for development has 100 in 10 s. */
  @Test
  void rateLimited_ofAPortWithoutALimiter_isByTheKey() {
    users(1);
    try (FakeClerkServer server = FakeClerkServer.start(store);
        JdkSessions sessions =
            JdkSessions.builder(
                    server.config().toBuilder().callTimeout(Duration.ofSeconds(5)).build())
                .build()) {
      SessionListParams params = SessionListParams.builder().userId("user_0").build();
      for (int i = 0; i < 110; i++) {
        sessions.getSessionList(params);
      }

      List<UserSessions> found =
          BulkSessions.of(sessions).list(Stream.generate(() -> "user_0").limit(101)).toList();
      assertThat(found).hasSize(101).filteredOn(UserSessions::isComplete).hasSize(100);
      assertThat(found)
          .filteredOn(user -> user.error() != null)
          .singleElement()
          .extracting(user -> String.valueOf(user.error()))
          .asString()
          .contains("no turn under the rate limit");
      BulkSessions unlimited = BulkSessions.builder(sessions).withoutRateLimit().build();
      assertThat(unlimited.list(users(0, 1))).allMatch(UserSessions::isComplete);
    }
  }

  @Test
  void builder_whenOutOfRange_namesFieldRuleAndValue() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> BulkSessions.builder(store).concurrency(0))
        .withMessage("concurrency must be 1 or more, was 0");
  }

  private BulkSessions run(int concurrency, UnaryOperator<SessionListParams> before) {
    return BulkSessions.builder(new Port(store, before))
        .withoutRateLimit()
        .concurrency(concurrency)
        .build();
  }

  /** Three sessions each. */
  private List<String> users(int count) {
    List<String> users = users(0, count);
    SessionFixtures fixtures = SessionFixtures.seeded(2);
    users.forEach(user -> store.addAll(fixtures.sessions(3, session -> session.userId(user))));
    return users;
  }

  private static List<String> users(int from, int to) {
    return IntStream.range(from, to).mapToObj(i -> "user_" + i).toList();
  }

  private static Map<String, UserSessions> byUser(Stream<UserSessions> users) {
    return users.collect(Collectors.toMap(UserSessions::userId, user -> user));
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError("nobody interrupts this", e);
    }
  }
}
