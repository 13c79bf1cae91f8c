package dev.clerksessions.paging;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clerksessions.PaginatedResourceResponse;
import dev.clerksessions.Session;
import dev.clerksessions.SessionListParams;
import dev.clerksessions.SessionStatus;
import dev.clerksessions.SessionsPort;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongBinaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * One random history: a user's sessions, of whom some vanish, some appear and some change their
 * status between the requests of a run over them.
 */
final class Churn {

  private static final String USER = "user_1";
  private static final long START = 1_700_000_000_000L;

  private final Random random;
  private final StoredSessions store = new StoredSessions();
  private final Map<String, Session> stable = new HashMap<>();
  private final Map<Instant, Integer> sessionsOfATime = new HashMap<>();
  private final SessionListParams params;
  private int maxTies = Integer.MAX_VALUE;
  private int born;

  /** Begins a run over a port. */
  interface Pager {
    Iterator<SessionPage> begin(
        SessionsPort port, SessionListParams params, @Nullable String checkpoint);
  }

  Churn(long seed) {
    random = new Random(seed);
    boolean filtered = random.nextBoolean();
    int pageSize = 2 + random.nextInt(8);
    SessionListParams.Builder builder = SessionListParams.builder().userId(USER).limit(pageSize);
    params = (filtered ? builder.status(SessionStatus.ACTIVE) : builder).build();
    List<Session> sessions = new ArrayList<>();
    for (int i = random.nextInt(60); i > 0; i--) {
      Session session = session();
      sessions.add(session);
      if (session.status() == SessionStatus.ACTIVE && random.nextInt(3) > 0) {
        stable.put(session.id(), session);
      }
    }
    store.addAll(sessions);
  }

  StoredSessions store() {
    return store;
  }

  /** The same port, where time goes on before each request. */
  SessionsPort changing(SessionsPort port) {
    return new SessionsPort() {
      @Override
      public PaginatedResourceResponse<Session> getSessionList(SessionListParams asked) {
        change();
        return port.getSessionList(asked);
      }

      @Override
      public CompletableFuture<PaginatedResourceResponse<Session>> getSessionListAsync(
          SessionListParams asked) {
        change();
        return port.getSessionListAsync(asked);
      }
    };
  }

  /**
   * The same store behind a server that is wrong about the total, and maybe gives fewer sessions
   * than requested, ignores the status, or has sessions of one time in another order each time.
   */
  UnreliablePort unreliable() {
    UnreliablePort port = new UnreliablePort(store::all);
    int maxPage = params.limit();
    if (random.nextInt(4) == 0) {
      // A server that gives too few and counts too few looks like one that has no more.
      maxPage = 2 + random.nextInt(maxPage - 1);
      port.maxPage(maxPage).total(tooHigh());
    } else {
      port.total(wrong()).afterCount(random.nextBoolean() ? this::change : () -> {});
    }
    if (random.nextBoolean()) {
      maxTies = maxPage - 1;
      port.tieOrder(this::anyOrder);
    }
    if (random.nextBoolean()) {
      port.ignoresStatus();
    }
    return port;
  }

  private int anyPageSize() {
    return 1 + random.nextInt(params.limit());
  }

  private LongBinaryOperator wrong() {
    return switch (random.nextInt(6)) {
      case 0 -> (matches, pageSize) -> 0;
      case 1 -> (matches, pageSize) -> pageSize;
      case 2 -> (matches, pageSize) -> Math.max(0, matches - random.nextInt(12));
      case 3 -> (matches, pageSize) -> Math.max(0, matches + random.nextInt(12) - 6);
      case 4 -> (matches, pageSize) -> matches;
      default -> tooHigh();
    };
  }

  private LongBinaryOperator tooHigh() {
    return switch (random.nextInt(3)) {
      case 0 -> (matches, pageSize) -> Long.MAX_VALUE;
      case 1 -> (matches, pageSize) -> matches + random.nextInt(30);
      default -> (matches, pageSize) -> matches;
    };
  }

  private Comparator<Session> anyOrder() {
    int salt = random.nextInt();
    return Comparator.comparing(session -> (session.id().hashCode() ^ salt) * 0x9E3779B9);
  }

  /** Pages through, and checks what a pager promises. */
  void check(SessionsPort port, Pager pager) {
    SessionsPort changing = changing(port);
    int stopAfter = random.nextInt(6);
    List<Session> got = new ArrayList<>();
    String checkpoint = null;
    Iterator<SessionPage> pages = pager.begin(changing, params, null);
    for (int i = 0; i < stopAfter && pages.hasNext(); i++) {
      SessionPage page = pages.next();
      got.addAll(page.data());
      checkpoint = page.checkpoint();
    }
    if (checkpoint != null) {
      pages = pager.begin(changing, params, checkpoint);
    }
    pages.forEachRemaining(page -> got.addAll(page.data()));

    assertThat(got).extracting(Session::id).doesNotHaveDuplicates().containsAll(promised());
    if (params.status() != null) {
      assertThat(got).allMatch(session -> session.status() == params.status());
    }
  }

  /** Those of one time are promised as long as they are fewer than a page. */
  private List<String> promised() {
    return stable.values().stream()
        .filter(session -> sessionsOfATime.getOrDefault(session.createdAt(), 0) <= maxTies)
        .map(Session::id)
        .toList();
  }

  /** Pages through while nothing changes, over a server that returns as many as it likes. */
  void checkVaryingPages(Pager pager) {
    UnreliablePort port =
        new UnreliablePort(store::all).maxPage(this::anyPageSize).total(tooHigh());
    List<Session> got = new ArrayList<>();
    pager.begin(port, params, null).forEachRemaining(page -> got.addAll(page.data()));

    assertThat(got).hasSize((int) store.getSessionList(params).totalCount());
  }

  /** Pages through while nothing changes and only the total is wrong: it must not cost much. */
  void checkRequests(Pager pager) {
    UnreliablePort port = new UnreliablePort(store::all).total(wrong());
    List<SessionPage> pages = new ArrayList<>();
    pager.begin(port, params, null).forEachRemaining(pages::add);

    assertThat(pages)
        .flatExtracting(SessionPage::data)
        .hasSize((int) store.getSessionList(params).totalCount());
    assertThat(port.requests()).hasSizeLessThan(pages.size() + 3);
  }

  private void change() {
    for (int i = random.nextInt(4); i > 0; i--) {
      switch (random.nextInt(4)) {
        case 0, 1 -> vanish();
        case 2 -> store.add(session());
        default -> changeStatus();
      }
    }
    if (random.nextInt(20) == 0) {
      for (int i = random.nextInt(15); i > 0; i--) {
        vanish();
      }
    }
    if (random.nextInt(20) == 0) {
      for (int i = random.nextInt(15); i > 0; i--) {
        store.add(session());
      }
    }
  }

  private void vanish() {
    List<Session> passing = passing();
    if (!passing.isEmpty()) {
      store.delete(passing.get(random.nextInt(passing.size())).id());
    }
  }

  private void changeStatus() {
    List<Session> passing = passing();
    if (!passing.isEmpty()) {
      Session session = passing.get(random.nextInt(passing.size()));
      store.update(session.toBuilder().status(status()).build());
    }
  }

  private List<Session> passing() {
    return store.all().stream().filter(session -> !stable.containsKey(session.id())).toList();
  }

  /** A new session: most often the newest, and often of the same time as others. */
  private Session session() {
    born++;
    long age = random.nextInt(4) == 0 ? random.nextInt(40) : 0;
    Instant createdAt = Instant.ofEpochMilli(START + born / 3 - age);
    sessionsOfATime.merge(createdAt, 1, Integer::sum);
    return TestSessions.session()
        .id("sess_" + Integer.toString(random.nextInt(1_000_000), 36) + "_" + born)
        .userId(USER)
        .status(status())
        .createdAt(createdAt)
        .build();
  }

  private SessionStatus status() {
    return random.nextInt(4) == 0 ? SessionStatus.REVOKED : SessionStatus.ACTIVE;
  }
}
