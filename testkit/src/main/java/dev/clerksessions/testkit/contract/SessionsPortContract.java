package dev.clerksessions.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import dev.clerksessions.ClerkConfig;
import dev.clerksessions.PaginatedResourceResponse;
import dev.clerksessions.Session;
import dev.clerksessions.SessionActivity;
import dev.clerksessions.SessionListParams;
import dev.clerksessions.SessionStatus;
import dev.clerksessions.SessionTask;
import dev.clerksessions.SessionsPort;
import dev.clerksessions.error.MalformedResponseException;
import dev.clerksessions.testkit.InMemorySessions;
import dev.clerksessions.testkit.SessionFixtures;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What every {@link SessionsPort} must do, whether it speaks HTTP or not. Extend it in the port's
 * tests:
 *
 * <pre>{@code
 * class MySessionsTest extends SessionsPortContract {
 *   private FakeClerkServer server;
 *
 *   protected SessionsPort open(InMemorySessions store) {
 *     server = FakeClerkServer.start(store);
 *     return new MySessions(withLongTimeouts(server.config()));
 *   }
 *
 *   protected void close() {
 *     server.close();
 *   }
 * }
 * }</pre>
 */
public abstract class SessionsPortContract {

  private static final Duration LONG = Duration.ofMinutes(5);
  private static final int THREADS = 32;
  private static final int CALLS_A_THREAD = 20;

  private final SessionFixtures fixtures = SessionFixtures.seeded(20260101);
  private final InMemorySessions store = new InMemorySessions();
  private SessionsPort port;

  /** Makes a contract; JUnit does. */
  protected SessionsPortContract() {}

  /**
   * Opens the port under test.
   *
   * @param store the sessions that exist; tests add to it
   * @return a port that lists what is in the store
   */
  protected abstract SessionsPort open(InMemorySessions store);

  /**
   * Gives calls the time that a busy machine needs: no test of this contract is about timeouts.
   *
   * @param config what a port over HTTP is configured with
   * @return the same, with five minutes for connecting, for an attempt and for a call
   */
  protected static ClerkConfig withLongTimeouts(ClerkConfig config) {
    return config.toBuilder().connectTimeout(LONG).attemptTimeout(LONG).callTimeout(LONG).build();
  }

  /** Closes what {@link #open} opened; nothing if not overridden. */
  protected void close() {}

  @BeforeEach
  final void openPort() {
    port = open(store);
  }

  @AfterEach
  final void closePort() {
    close();
  }

  /** Both ways of calling, and a list of others besides. */
  private static Stream<Arguments> waysAnd(Object... others) {
    return Arrays.stream(CallStyle.values())
        .flatMap(style -> Arrays.stream(others).map(other -> Arguments.of(style, other)));
  }

  @ParameterizedTest
  @EnumSource(CallStyle.class)
  final void getSessionList_whenUserIsGiven_listsTheUsersSessionsAlone(CallStyle style) {
    List<Session> mine = add(3, session -> session.userId("user_1"));
    add(4, session -> session.userId("user_2"));

    assertThat(style.list(port, ofUser("user_1").build()).data())
        .containsExactlyInAnyOrderElementsOf(mine);
  }

  @ParameterizedTest
  @EnumSource(CallStyle.class)
  final void getSessionList_whenClientIsGiven_listsTheClientsSessionsAlone(CallStyle style) {
    List<Session> ofClient = add(3, session -> session.clientId("client_1"));
    add(4, session -> session.clientId("client_2"));

    assertThat(style.list(port, SessionListParams.builder().clientId("client_1").build()).data())
        .containsExactlyInAnyOrderElementsOf(ofClient);
  }

  @ParameterizedTest
  @EnumSource(CallStyle.class)
  final void getSessionList_whenUserAndClientAreGiven_listsWhatBelongsToBoth(CallStyle style) {
    List<Session> both = add(2, session -> session.userId("user_1").clientId("client_1"));
    add(2, session -> session.userId("user_1").clientId("client_2"));
    add(2, session -> session.userId("user_2").clientId("client_1"));

    assertThat(style.list(port, ofUser("user_1").clientId("client_1").build()).data())
        .containsExactlyInAnyOrderElementsOf(both);
  }

  private static Stream<Arguments> waysAndOtherOwners() {
    return waysAnd("user_id", "client_id");
  }

  /** A cache in between could serve the page of somebody else. */
  @ParameterizedTest
  @MethodSource("waysAndOtherOwners")
  final void getSessionList_whenASessionIsOfAnotherUserOrClient_refusesThePage(
      CallStyle style, String owner) {
    Session own = fixtures.session(session -> session.userId("user_1").clientId("client_1"));
    Session foreign =
        owner.equals("user_id")
            ? own.toBuilder().id("sess_x").userId("user_2").build()
            : own.toBuilder().id("sess_x").clientId("client_2").build();
    store.serveFromCache(new PaginatedResourceResponse<>(List.of(own, foreign), 2));

    assertThatExceptionOfType(MalformedResponseException.class)
        .isThrownBy(() -> style.list(port, ofUser("user_1").clientId("client_1").build()))
        .withMessageStartingWith("data[1]." + owner + " ")
        .withMessageNotContainingAny("user_2", "client_2");
  }

  private static Stream<Arguments> waysAndStatuses() {
    return waysAnd(documentedStatuses().toArray());
  }

  @ParameterizedTest
  @MethodSource("waysAndStatuses")
  final void getSessionList_whenStatusIsGiven_listsSessionsOfThatStatusAlone(
      CallStyle style, SessionStatus status) {
    documentedStatuses().forEach(each -> add(2, session -> session.userId("user_1").status(each)));

    PaginatedResourceResponse<Session> page =
        style.list(port, ofUser("user_1").status(status).build());

    assertThat(page.data()).hasSize(2).extracting(Session::status).containsOnly(status);
    assertThat(page.totalCount()).isEqualTo(2);
  }

  @ParameterizedTest
  @EnumSource(CallStyle.class)
  final void getSessionList_whenNoStatusIsGiven_listsSessionsOfAllStatuses(CallStyle style) {
    Stream.concat(documentedStatuses().map(SessionStatus::value), Stream.of("hibernating"))
        .forEach(each -> add(1, session -> session.userId("user_1").rawStatus(each)));

    assertThat(style.list(port, ofUser("user_1").build()).data())
        .extracting(Session::rawStatus)
        .containsExactlyInAnyOrder(
            "abandoned",
            "active",
            "pending",
            "ended",
            "expired",
            "removed",
            "replaced",
            "revoked",
            "hibernating");
  }

  @ParameterizedTest
  @EnumSource(CallStyle.class)
  final void getSessionList_whenStatusIsNew_keepsItsText(CallStyle style) {
    add(1, session -> session.userId("user_1").rawStatus("hibernating"));

    assertThat(style.list(port, ofUser("user_1").build()).data())
        .singleElement()
        .satisfies(
            session -> {
              assertThat(session.status()).isEqualTo(SessionStatus.UNRECOGNIZED);
              assertThat(session.rawStatus()).isEqualTo("hibernating");
            });
  }

  @ParameterizedTest
  @EnumSource(CallStyle.class)
  final void getSessionList_whenNothingMatches_givesAnEmptyPage(CallStyle style) {
    add(3, session -> session.userId("user_2"));

    assertThat(style.list(port, ofUser("user_1").build()))
        .isEqualTo(new PaginatedResourceResponse<Session>(List.of(), 0));
  }

  @ParameterizedTest
  @EnumSource(CallStyle.class)
  final void getSessionList_listsTheNewestFirstAndTiesById(CallStyle style) {
    Instant noon = Instant.parse("2026-01-01T12:00:00Z");
    addAt(noon, "sess_b");
    addAt(noon.minusMillis(1), "sess_a");
    addAt(noon, "sess_c");
    addAt(noon.plusMillis(1), "sess_d");
    addAt(noon, "sess_a1");

    assertThat(style.list(port, ofUser("user_1").build()).data())
        .extracting(Session::id)
        .containsExactly("sess_d", "sess_a1", "sess_b", "sess_c", "sess_a");
  }

  private void addAt(Instant createdAt, String id) {
    add(1, session -> session.userId("user_1").id(id).createdAt(createdAt));
  }

  @ParameterizedTest
  @EnumSource(CallStyle.class)
  final void getSessionList_whenNoLimitIsGiven_listsTenAndCountsAll(CallStyle style) {
    List<Session> sorted = newestFirst(add(25, session -> session.userId("user_1")));

    PaginatedResourceResponse<Session> page = style.list(port, ofUser("user_1").build());

    assertThat(page.data()).containsExactlyElementsOf(sorted.subList(0, 10));
    assertThat(page.totalCount()).isEqualTo(25);
  }

  /** Of 25 sessions: limit, offset, and the places in the sorted list that the page must have. */
  private static Stream<Arguments> waysAndPages() {
    return waysAnd(
        new Page(1, 0, 0, 1),
        new Page(1, 24, 24, 25),
        new Page(1, 25, 25, 25),
        new Page(5, 20, 20, 25),
        new Page(10, 20, 20, 25),
        new Page(24, 0, 0, 24),
        new Page(25, 0, 0, 25),
        new Page(26, 0, 0, 25),
        new Page(500, 0, 0, 25),
        new Page(500, 7, 7, 25),
        new Page(10, 26, 25, 25),
        new Page(10, 1_000_000_000_000L, 25, 25));
  }

  private record Page(int limit, long offset, int from, int to) {}

  @ParameterizedTest
  @MethodSource("waysAndPages")
  final void getSessionList_whenLimitAndOffsetAreGiven_cutsThatPage(CallStyle style, Page page) {
    List<Session> sorted = newestFirst(add(25, session -> session.userId("user_1")));

    PaginatedResourceResponse<Session> answer =
        style.list(port, ofUser("user_1").limit(page.limit).offset(page.offset).build());

    assertThat(answer.data()).containsExactlyElementsOf(sorted.subList(page.from, page.to));
    assertThat(answer.totalCount()).isEqualTo(25);
  }

  private static Stream<Arguments> waysAndLimits() {
    return waysAnd(1, 3, 5, 15, 16);
  }

  @ParameterizedTest
  @MethodSource("waysAndLimits")
  final void getSessionList_whenWalkedPageByPage_givesEverySessionOnce(CallStyle style, int limit) {
    List<Session> sorted = newestFirst(add(15, session -> session.userId("user_1")));

    List<Session> walked = new ArrayList<>();
    PaginatedResourceResponse<Session> page;
    do {
      page = style.list(port, ofUser("user_1").limit(limit).offset(walked.size()).build());
      walked.addAll(page.data());
    } while (!page.data().isEmpty());

    assertThat(walked).containsExactlyElementsOf(sorted);
  }

  @ParameterizedTest
  @EnumSource(CallStyle.class)
  final void getSessionList_whenFiveHundredAreAsked_listsFiveHundred(CallStyle style) {
    List<Session> sorted = newestFirst(add(501, session -> session.userId("user_1")));

    PaginatedResourceResponse<Session> page = style.list(port, ofUser("user_1").limit(500).build());

    assertThat(page.data()).containsExactlyElementsOf(sorted.subList(0, 500));
    assertThat(page.totalCount()).isEqualTo(501);
  }

  @ParameterizedTest
  @EnumSource(CallStyle.class)
  final void getSessionList_whenEveryMemberIsThere_carriesThemUnchanged(CallStyle style) {
    Map<String, Object> actor = new HashMap<>();
    actor.put("sub", "user_boss");
    actor.put("nothing", null);
    actor.put("flag", true);
    actor.put("small", 7L);
    actor.put("big", new BigInteger("123456789012345678901234567890"));
    actor.put("exact", new BigDecimal("0.10000000000000000000000000001"));
    actor.put("nested", Map.of("list", List.of("a", 1L, Map.of("deep", List.of()))));
    Session session =
        fixtures.session(
            builder ->
                builder
                    .userId("user_1")
                    .status(SessionStatus.PENDING)
                    .lastActiveOrganizationId("org_1")
                    .actor(actor)
                    .tasks(List.of(new SessionTask("setup-mfa"), new SessionTask("new-task")))
                    .latestActivity(
                        SessionActivity.builder("sess_activity_1")
                            .isMobile(true)
                            .deviceType("Téléphone")
                            .browserName("ブラウザ")
                            .browserVersion("1.0")
                            .ipAddress("2001:db8::1")
                            .city("Łódź \"quoted\" \\ 🏙")
                            .country("PL")
                            .build()));
    store.add(session);

    assertThat(style.list(port, ofUser("user_1").build()).data()).containsExactly(session);
  }

  @ParameterizedTest
  @EnumSource(CallStyle.class)
  final void getSessionList_whenOptionalMembersAreMissing_leavesThemNull(CallStyle style) {
    Session bare =
        fixtures.session(builder -> builder.userId("user_1").abandonAt(null).latestActivity(null));
    Session bareActivity =
        fixtures.session(
            builder ->
                builder
                    .userId("user_1")
                    .latestActivity(SessionActivity.builder("sess_activity_1").build()));
    store.addAll(List.of(bare, bareActivity));

    assertThat(style.list(port, ofUser("user_1").build()).data())
        .containsExactlyInAnyOrder(bare, bareActivity);
  }

  private static Stream<Arguments> waysAndIds() {
    return waysAnd(
        "a b",
        "a+b",
        "a%20b",
        "a&limit=1",
        "a=b",
        "a/../b",
        "a?b#c",
        "\"a'",
        "a\\b",
        "a;b,c",
        "<a>{b}|^`",
        "~a-b_c.d*e!",
        "zürich",
        "東京",
        "🏙🧑💻",
        "x".repeat(1000));
  }

  @ParameterizedTest
  @MethodSource("waysAndIds")
  final void getSessionList_whenIdsAreAwkward_findsThem(CallStyle style, String id) {
    List<Session> wanted = add(1, session -> session.userId(id).clientId("c" + id));
    add(1, session -> session.userId("a").clientId("b"));

    assertThat(style.list(port, ofUser(id).clientId("c" + id).build()).data())
        .containsExactlyElementsOf(wanted);
  }

  @ParameterizedTest
  @EnumSource(CallStyle.class)
  final void getSessionList_whenSessionsChange_showsItInTheNextCall(CallStyle style) {
    Session session = add(1, builder -> builder.userId("user_1")).get(0);
    assertThat(style.list(port, ofUser("user_1").build()).data()).containsExactly(session);

    Session revoked = session.toBuilder().status(SessionStatus.REVOKED).build();
    store.update(revoked);
    assertThat(style.list(port, ofUser("user_1").build()).data()).containsExactly(revoked);

    store.delete(session.id());
    assertThat(style.list(port, ofUser("user_1").build()).data()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(CallStyle.class)
  final void getSessionList_givesAPageThatCannotBeChanged(CallStyle style) {
    Session session = add(1, builder -> builder.userId("user_1")).get(0);

    List<Session> data = style.list(port, ofUser("user_1").build()).data();

    assertThatExceptionOfType(UnsupportedOperationException.class)
        .isThrownBy(() -> data.add(session));
    assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(data::clear);
  }

  @ParameterizedTest
  @EnumSource(CallStyle.class)
  final void getSessionList_whenManyThreadsCall_givesEachItsOwnAnswer(CallStyle style)
      throws Exception {
    Map<String, List<Session>> sortedByUser = new HashMap<>();
    for (int i = 0; i < THREADS; i++) {
      String user = "user_" + i;
      sortedByUser.put(user, newestFirst(add(12, session -> session.userId(user))));
    }
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try {
      List<Callable<Void>> callers = new ArrayList<>();
      sortedByUser.forEach(
          (user, sorted) ->
              callers.add(
                  () -> {
                    for (int i = 0; i < CALLS_A_THREAD; i++) {
                      int offset = i % 12;
                      assertThat(style.list(port, ofUser(user).limit(3).offset(offset).build()))
                          .isEqualTo(
                              new PaginatedResourceResponse<>(
                                  sorted.subList(offset, Math.min(offset + 3, 12)), 12));
                    }
                    return null;
                  }));
      for (Future<Void> caller : threads.invokeAll(callers, 10, TimeUnit.MINUTES)) {
        caller.get();
      }
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  @SuppressWarnings("NullAway") // Not every caller's compiler checks for null.
  final void getSessionList_whenParamsAreNull_refusesThem() {
    assertThatNullPointerException().isThrownBy(() -> port.getSessionList(null));
    assertThatNullPointerException().isThrownBy(() -> port.getSessionListAsync(null));
  }

  private List<Session> add(int count, UnaryOperator<Session.Builder> change) {
    List<Session> sessions = fixtures.sessions(count, change);
    store.addAll(sessions);
    return sessions;
  }

  private static List<Session> newestFirst(List<Session> sessions) {
    List<Session> sorted = new ArrayList<>(sessions);
    sorted.sort(
        Comparator.comparing(Session::createdAt, Comparator.reverseOrder())
            .thenComparing(Session::id));
    return Collections.unmodifiableList(sorted);
  }

  private static Stream<SessionStatus> documentedStatuses() {
    return Arrays.stream(SessionStatus.values())
        .filter(status -> status != SessionStatus.UNRECOGNIZED);
  }

  private static SessionListParams.Builder ofUser(String userId) {
    return SessionListParams.builder().userId(userId);
  }
}
