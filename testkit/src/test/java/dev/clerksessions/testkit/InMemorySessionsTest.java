package dev.clerksessions.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.clerksessions.PaginatedResourceResponse;
import dev.clerksessions.Session;
import dev.clerksessions.SessionListParams;
import dev.clerksessions.SessionStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class InMemorySessionsTest {

  private final SessionFixtures fixtures = SessionFixtures.seeded(1);
  private final InMemorySessions sessions = new InMemorySessions();

  @Test
  void add_whenIdIsThere_isRefused() {
    Session session = fixtures.session();
    sessions.add(session);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> sessions.add(session))
        .withMessage("session.id must be new, was there already: " + session.id());
  }

  @Test
  void addAll_whenOneIdIsThere_addsNone() {
    Session there = fixtures.session();
    sessions.add(there);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> sessions.addAll(List.of(fixtures.session(), there)));
    assertThat(sessions.all()).containsExactly(there);
  }

  @Test
  void addAll_whenTwoHaveTheSameId_addsNone() {
    Session twice = fixtures.session();

    assertThatIllegalArgumentException().isThrownBy(() -> sessions.addAll(List.of(twice, twice)));
    assertThat(sessions.all()).isEmpty();
  }

  @Test
  void update_whenIdIsNotThere_isRefused() {
    Session unknown = fixtures.session();

    assertThatIllegalArgumentException()
        .isThrownBy(() -> sessions.update(unknown))
        .withMessage("session.id must be here, isn't: " + unknown.id());
    assertThat(sessions.all()).isEmpty();
  }

  @Test
  void update_whenCreationMoves_movesItInTheOrder() {
    List<Session> three = fixtures.sessions(3);
    sessions.addAll(three);
    Session oldest = sessions.all().get(2);
    Session renewed =
        oldest.toBuilder().createdAt(sessions.all().get(0).createdAt().plusSeconds(1)).build();

    sessions.update(renewed);

    assertThat(sessions.all()).hasSize(3).startsWith(renewed);
  }

  @Test
  void remove_whenThere_tellsSoOnce() {
    Session session = fixtures.session();
    sessions.add(session);

    assertThat(sessions.delete(session.id())).isTrue();
    assertThat(sessions.delete(session.id())).isFalse();
    assertThat(sessions.all()).isEmpty();
  }

  @Test
  void clear_removesAll() {
    sessions.addAll(fixtures.sessions(3));

    sessions.clear();

    assertThat(sessions.all()).isEmpty();
  }

  @Test
  void all_isOfOneMoment() {
    Session first = fixtures.session();
    sessions.add(first);
    List<Session> before = sessions.all();

    sessions.add(fixtures.session());

    assertThat(before).containsExactly(first);
  }

  @Test
  void getSessionListAsync_isCompleteAtOnce() {
    assertThat(sessions.getSessionListAsync(SessionListParams.builder().userId("user_1").build()))
        .isCompletedWithValue(new PaginatedResourceResponse<>(List.of(), 0));
  }

  /** A page that mixed two moments would show a session that is both there and not counted. */
  @Test
  void getSessionList_whileSessionsChange_givesPagesOfOneMoment() throws Exception {
    List<Session> all = fixtures.sessions(20, session -> session.userId("user_1"));
    SessionListParams params =
        SessionListParams.builder()
            .userId("user_1")
            .status(SessionStatus.ACTIVE)
            .limit(500)
            .build();
    ExecutorService threads = Executors.newFixedThreadPool(4);
    try {
      List<Callable<Void>> tasks = new ArrayList<>();
      tasks.add(
          () -> {
            for (int i = 0; i < 500; i++) {
              sessions.addAll(all);
              sessions.clear();
            }
            return null;
          });
      for (int reader = 0; reader < 3; reader++) {
        tasks.add(
            () -> {
              for (int i = 0; i < 500; i++) {
                PaginatedResourceResponse<Session> page = sessions.getSessionList(params);
                assertThat(page.totalCount()).isEqualTo(page.data().size()).isIn(0L, 20L);
              }
              return null;
            });
      }
      for (Future<Void> task : threads.invokeAll(tasks, 30, TimeUnit.SECONDS)) {
        task.get();
      }
    } finally {
      threads.shutdownNow();
    }
  }
}
