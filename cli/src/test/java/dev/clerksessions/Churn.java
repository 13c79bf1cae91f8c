package dev.clerksessions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clerksessions.testkit.InMemorySessions;
import dev.clerksessions.testkit.SessionFixtures;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * One random history: a user's sessions, of whom some vanish, some appear and some change their
 * status between the requests of a run over them.
 */
final class Churn {

  private static final String USER = "user_1";
  private static final long START = 1_700_000_000_000L;

  private final Random random;
  private final InMemorySessions store = new InMemorySessions();
  private final Set<String> stable = new HashSet<>();
  private final SessionListParams params;
  private final boolean filtered;
  private int born;

  Churn(long seed) {
    random = new Random(seed);
    filtered = random.nextBoolean();
    SessionListParams.Builder builder = SessionListParams.builder().userId(USER);
    params = (filtered ? builder.status(SessionStatus.ACTIVE) : builder).build();
    List<Session> sessions = new ArrayList<>();
    for (int i = random.nextInt(60); i > 0; i--) {
      Session session = session();
      sessions.add(session);
      if (session.status() == SessionStatus.ACTIVE && random.nextInt(3) > 0) {
        stable.add(session.id());
      }
    }
    store.addAll(sessions);
  }

  InMemorySessions store() {
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

  /** Pages through, and checks what a pager promises. */
  void check(SessionsPort port, int prefetch, int overlap) {
    int pageSize = 2 + random.nextInt(8);
    int stopAfter = random.nextInt(6);
    SessionPager.Builder builder =
        SessionPager.builder(changing(port), params)
            .pageSize(pageSize)
            .prefetch(prefetch)
            .overlap(overlap);
    List<String> ids = new ArrayList<>();
    String checkpoint = null;
    Iterator<SessionPage> pages = builder.build().pages().iterator();
    for (int i = 0; i < stopAfter && pages.hasNext(); i++) {
      SessionPage page = pages.next();
      page.data().forEach(session -> ids.add(session.id()));
      checkpoint = page.checkpoint();
    }
    if (checkpoint != null) {
      builder.from(checkpoint);
    }
    for (Session session : builder.build()) {
      ids.add(session.id());
    }

    assertThat(ids).doesNotHaveDuplicates().containsAll(stable);
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
    return store.all().stream().filter(session -> !stable.contains(session.id())).toList();
  }

  /** A new session: most often the newest, and often of the same time as others. */
  private Session session() {
    born++;
    long age = random.nextInt(4) == 0 ? random.nextInt(40) : 0;
    return SessionFixtures.seeded(random.nextLong()).session().toBuilder()
        .id("sess_" + Integer.toString(random.nextInt(1_000_000), 36) + "_" + born)
        .userId(USER)
        .status(status())
        .createdAt(Instant.ofEpochMilli(START + born / 3 - age))
        .build();
  }

  private SessionStatus status() {
    return random.nextInt(4) == 0 ? SessionStatus.REVOKED : SessionStatus.ACTIVE;
  }
}
