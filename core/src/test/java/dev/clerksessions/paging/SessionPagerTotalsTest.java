package dev.clerksessions.paging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.clerksessions.PaginatedResourceResponse;
import dev.clerksessions.Session;
import dev.clerksessions.SessionListParams;
import dev.clerksessions.SessionStatus;
import dev.clerksessions.SessionsPort;
import dev.clerksessions.bulk.BulkSessions;
import dev.clerksessions.error.MalformedResponseException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.LongBinaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Servers whose total count is wrong, or that ignore a parameter. */
class SessionPagerTotalsTest {

  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final SessionListParams PARAMS =
      SessionListParams.builder().userId("user_1").build();

  // Newest first.
  private final List<Session> store = new ArrayList<>();
  private final UnreliablePort port = new UnreliablePort(() -> store);

  @ParameterizedTest
  @CsvSource({"1, 0", "3, 0", "3, 1", "499, 0", "499, 1", "500, 0", "500, 1", "501, 0", "1200, 1"})
  void run_whenTheTotalIsOneTooHigh_yieldsAllWithFewRequests(int count, int prefetch) {
    add(count);
    port.total((matches, pageSize) -> matches + 1);

    assertThat(pager(500, prefetch)).containsExactlyElementsOf(store);
    assertThat(port.requests()).hasSizeLessThanOrEqualTo(count / 498 + 3);
  }

  @ParameterizedTest
  @CsvSource({"3, 0", "3, 1", "1200, 0", "1200, 1", "1200, 3"})
  void run_whenTheTotalIsHuge_yieldsAllWithFewRequests(int count, int prefetch) {
    add(count);
    port.total((matches, pageSize) -> Long.MAX_VALUE);

    assertThat(pager(500, prefetch)).containsExactlyElementsOf(store);
    assertThat(port.requests()).hasSizeLessThanOrEqualTo(count / 498 + 3 + 2 * prefetch);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 3})
  void run_whenTheTotalIsThePagesSize_yieldsAll(int prefetch) {
    add(1200);
    port.total((matches, pageSize) -> pageSize);

    assertThat(pager(500, prefetch)).containsExactlyElementsOf(store);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 499, 500, 501, 1200})
  void run_whenTheTotalIsZero_yieldsAll(int count) {
    add(count);
    port.total((matches, pageSize) -> 0);

    assertThat(pager(500, 1)).containsExactlyElementsOf(store);
  }

  /** As many as a page, and one more between the count and the page: the oldest isn't on it. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1})
  void run_whenASignInComesBetweenCountAndPage_losesNoSession(int prefetch) {
    add(500);
    List<Session> before = List.copyOf(store);
    port.afterCount(
        () -> {
          if (port.requests().size() == 1) {
            store.add(0, session("new", START.plusSeconds(1_000_000)).build());
          }
        });

    assertThat(pager(500, prefetch)).containsAll(before).doesNotHaveDuplicates();
  }

  @ParameterizedTest
  @CsvSource({"500, 0", "500, 1", "10, 0", "10, 3", "2, 0"})
  void run_whenTheOffsetIsIgnored_isMalformed(int pageSize, int prefetch) {
    add(900);
    for (LongBinaryOperator total :
        List.<LongBinaryOperator>of((n, size) -> n, (n, size) -> size, (n, size) -> 1L << 62)) {
      UnreliablePort ignoring = new UnreliablePort(() -> store).total(total).ignoresOffset();

      assertThatExceptionOfType(MalformedResponseException.class)
          .isThrownBy(
              () ->
                  SessionPager.builder(ignoring, PARAMS)
                      .pageSize(pageSize)
                      .prefetch(prefetch)
                      .build()
                      .forEach(session -> {}))
          .withMessage("data is the first page at every offset: the server ignores offset")
          .satisfies(malformed -> assertThat(malformed.path()).isEqualTo("data"));
      assertThat(ignoring.requests()).hasSizeLessThan(30);
    }
  }

  /** It gives 300 at most, and all of them are on the page that it repeats. */
  @Test
  void run_whenTheOffsetIsIgnoredAndPagesAreShort_isMalformed() {
    add(900);
    port.ignoresOffset().maxPage(300);

    assertThatExceptionOfType(MalformedResponseException.class)
        .isThrownBy(() -> pager(500, 0).forEach(session -> {}));
  }

  /** Each page is the first one again, since as many have appeared as were read. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1})
  void run_whenAPageIsTheOneBeforeAgainSinceManyAppeared_yieldsAll(int prefetch) {
    add(1200);
    List<Session> before = List.copyOf(store);
    UnreliablePort shifting = new UnreliablePort(() -> store);
    shifting.afterCount(
        () -> {
          int request = shifting.requests().size();
          if (request == 2 || request == 3) {
            long offset = shifting.requests().get(request - 1).offset();
            long read = shifting.requests().get(request - 2).offset();
            for (int i = 0; i < offset - read; i++) {
              Instant newest = store.get(0).createdAt().plusSeconds(1);
              store.add(0, session("new_" + store.size(), newest).build());
            }
          }
        });

    assertThat(SessionPager.builder(shifting, PARAMS).prefetch(prefetch).build())
        .containsExactlyElementsOf(before);
  }

  @ParameterizedTest
  @CsvSource({"100, 0", "100, 1", "7, 2", "499, 0"})
  void run_whenTheServerGivesFewerThanRequested_yieldsAll(int maxPage, int prefetch) {
    add(1050);
    port.maxPage(maxPage);

    assertThat(pager(500, prefetch)).containsExactlyElementsOf(store);
    assertThat(port.requests().size()).isLessThan(1050 / (maxPage - 2) + 4 + prefetch);
  }

  @Test
  void run_whenTheOffsetIsTheLargestPossible_overflowsNothing() {
    add(900);
    port.ignoresOffset().total((matches, pageSize) -> Long.MAX_VALUE);
    SessionListParams params = PARAMS.toBuilder().offset(Long.MAX_VALUE).build();

    assertThatExceptionOfType(MalformedResponseException.class)
        .isThrownBy(() -> SessionPager.of(port, params).forEach(session -> {}));
    assertThat(port.requests()).allMatch(asked -> asked.offset() >= 0);
    assertThat(SessionPager.of(new UnreliablePort(() -> store), params)).isEmpty();
  }

  /** A page of 10, of which the last sessions, and the next, are of one time. */
  @ParameterizedTest
  @CsvSource({"8, 2, 0", "8, 5, 0", "8, 5, 2", "9, 2, 0", "5, 9, 0", "1, 9, 3", "0, 9, 0"})
  void run_whenSessionsOfATimeChangeTheirOrder_losesNone(int newer, int sameTime, int prefetch) {
    add(20);
    for (int i = 0; i < sameTime; i++) {
      store.add(session("tie_" + i, START.minusSeconds(1)).build());
    }
    for (int i = 0; i < newer; i++) {
      store.add(session("old_" + i, START.minusSeconds(2 + i)).build());
    }
    store.subList(0, 20 - newer).clear();
    boolean[] reversed = {false};
    port.tieOrder(
        () -> {
          reversed[0] = !reversed[0];
          Comparator<Session> byId = Comparator.comparing(Session::id);
          return reversed[0] ? byId : byId.reversed();
        });
    // One of the newest vanishes, so that the page after it begins later than it should.
    port.afterCount(
        () -> {
          if (port.requests().size() == 2 && newer > 0) {
            store.remove(0);
          }
        });
    List<Session> stable = List.copyOf(store.subList(Math.min(1, newer), store.size()));

    assertThat(pager(10, prefetch)).doesNotHaveDuplicates().containsAll(stable);
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 2})
  void run_whenTheStatusIsIgnored_leavesOutTheOthers(int prefetch) {
    add(1200);
    for (int i = 0; i < store.size(); i++) {
      SessionStatus status = i % 7 == 0 ? SessionStatus.ACTIVE : SessionStatus.REVOKED;
      store.set(i, store.get(i).toBuilder().status(status).build());
    }
    List<Session> active =
        store.stream().filter(session -> session.status() == SessionStatus.ACTIVE).toList();
    port.ignoresStatus();
    SessionPager.Builder pager =
        SessionPager.builder(port, PARAMS.toBuilder().status(SessionStatus.ACTIVE).build())
            .pageSize(10)
            .prefetch(prefetch);

    assertThat(pager.build()).containsExactlyElementsOf(active);
    assertThat(pager.build().pages()).noneMatch(page -> page.data().isEmpty());
    assertThat(pager.maxSessions(5).build()).containsExactlyElementsOf(active.subList(0, 5));
  }

  /** Thousands of pages in a row of which nothing is handed out. */
  @ParameterizedTest
  @ValueSource(ints = {0, 1})
  void run_whenTheStatusIsIgnoredAndNoneMatches_ends(int prefetch) {
    Session revoked = session("sess", START).status(SessionStatus.REVOKED).build();
    SessionsPort endless =
        new UnreliablePort(List::of) {
          @Override
          public PaginatedResourceResponse<Session> getSessionList(SessionListParams params) {
            List<Session> page = new ArrayList<>();
            for (long i = params.offset(); i < Math.min(40_000, params.offset() + 4); i++) {
              page.add(
                  revoked.toBuilder().id("sess_" + i).createdAt(START.minusSeconds(i)).build());
            }
            return new PaginatedResourceResponse<>(page, 40_000);
          }
        };
    SessionListParams active = PARAMS.toBuilder().status(SessionStatus.ACTIVE).build();

    assertThat(SessionPager.builder(endless, active).pageSize(4).prefetch(prefetch).build())
        .isEmpty();
  }

  @Test
  void bulkRun_whenTheStatusIsIgnored_leavesOutTheOthers() {
    add(10);
    store.replaceAll(session -> session.toBuilder().status(SessionStatus.REVOKED).build());
    store.set(3, store.get(3).toBuilder().status(SessionStatus.ACTIVE).build());
    port.ignoresStatus();

    BulkSessions bulk =
        BulkSessions.builder(port).status(SessionStatus.ACTIVE).withoutRateLimit().build();

    assertThat(bulk.list(List.of("user_1")))
        .singleElement()
        .satisfies(user -> assertThat(user.sessions()).containsExactly(store.get(3)));
  }

  private SessionPager pager(int pageSize, int prefetch) {
    return SessionPager.builder(port, PARAMS).pageSize(pageSize).prefetch(prefetch).build();
  }

  private void add(int count) {
    for (int i = count; i > 0; i--) {
      store.add(session("sess_" + i, START.plusSeconds(i)).build());
    }
  }

  private static Session.Builder session(String id, Instant createdAt) {
    return TestSessions.session().id(id).userId("user_1").createdAt(createdAt);
  }
}
