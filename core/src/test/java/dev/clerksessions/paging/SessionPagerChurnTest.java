package dev.clerksessions.paging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.clerksessions.PaginatedResourceResponse;
import dev.clerksessions.Session;
import dev.clerksessions.SessionListParams;
import java.util.ConcurrentModificationException;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What a pager promises, over random histories; each test's name has its first seed. */
class SessionPagerChurnTest {

  private static final int HISTORIES_PER_TEST = 500;

  /** How many histories: 10,000, or what the property says. */
  private static final long HISTORIES = Long.getLong("churn.histories", 10_000);

  private static LongStream firstSeeds() {
    return LongStream.range(0, HISTORIES / HISTORIES_PER_TEST).map(i -> i * HISTORIES_PER_TEST);
  }

  @ParameterizedTest
  @MethodSource("firstSeeds")
  void run_whileSessionsChange_yieldsEachStableOneOnce(long firstSeed) {
    checkEach(firstSeed, (churn, pager) -> churn.check(churn.store(), pager));
  }

  @ParameterizedTest
  @MethodSource("firstSeeds")
  void run_overAnUnreliableServer_yieldsEachStableOneOnce(long firstSeed) {
    checkEach(firstSeed, (churn, pager) -> churn.check(churn.unreliable(), pager));
  }

  @ParameterizedTest
  @MethodSource("firstSeeds")
  void run_overAQuietStoreWithAWrongTotal_needsLessThanThreeRequestsMoreThanPages(long firstSeed) {
    for (long seed = firstSeed; seed < firstSeed + HISTORIES_PER_TEST; seed++) {
      Churn churn = new Churn(seed);
      assertThatCode(() -> churn.checkRequests(pager(0)))
          .as("seed " + seed)
          .doesNotThrowAnyException();
    }
  }

  @ParameterizedTest
  @MethodSource("firstSeeds")
  void run_overAQuietStoreWithPagesOfAnySize_yieldsAll(long firstSeed) {
    checkEach(firstSeed, Churn::checkVaryingPages);
  }

  private static void checkEach(long firstSeed, BiConsumer<Churn, Churn.Pager> check) {
    for (long seed = firstSeed; seed < firstSeed + HISTORIES_PER_TEST; seed++) {
      Churn churn = new Churn(seed);
      int prefetch = (int) (seed % 4);
      assertThatCode(() -> check.accept(churn, pager(prefetch)))
          .as("seed " + seed + ", prefetch " + prefetch)
          .doesNotThrowAnyException();
    }
  }

  static Churn.Pager pager(int prefetch) {
    return (port, params, checkpoint) -> {
      SessionPager.Builder builder =
          SessionPager.builder(port, params).pageSize(params.limit()).prefetch(prefetch);
      if (checkpoint != null) {
        builder.resumeFrom(checkpoint);
      }
      return builder.build().pages().iterator();
    };
  }

  /** Else the histories would prove nothing. */
  @Test
  void run_withoutOverlap_losesSessions() {
    assertThat(
            lossesWith(
                params ->
                    new PageCursor(params) {
                      @Override
                      boolean overlaps(List<Session> data) {
                        return true;
                      }
                    }))
        .isGreaterThan(100);
  }

  @Test
  void run_thatTrustsTheTotal_losesSessions() {
    assertThat(
            lossesWith(
                params ->
                    new PageCursor(params) {
                      @Override
                      boolean isEnd(PaginatedResourceResponse<Session> page, boolean progress) {
                        return page.data().isEmpty()
                            || offset() + page.data().size() >= page.totalCount();
                      }
                    }))
        .isGreaterThan(100);
  }

  /** One of the sessions taken last is enough only where their order never changes. */
  @Test
  void run_thatTrustsTheOrderOfATime_losesSessions() {
    assertThat(
            lossesWith(
                params ->
                    new PageCursor(params) {
                      @Override
                      boolean overlaps(List<Session> data) {
                        return super.overlaps(data) || data.stream().anyMatch(this::isTaken);
                      }
                    }))
        .isPositive();
  }

  private static long lossesWith(Function<SessionListParams, PageCursor> cursors) {
    return LongStream.range(0, 1000)
        .filter(
            seed -> {
              Churn churn = new Churn(seed);
              try {
                churn.check(
                    churn.unreliable(),
                    (port, params, checkpoint) -> {
                      PageCursor cursor = cursors.apply(params);
                      if (checkpoint != null) {
                        cursor.restore(checkpoint);
                      }
                      return new PageIterator(
                          new PageReader(port, cursor, (int) (seed % 4), Long.MAX_VALUE / 4));
                    });
                return false;
              } catch (AssertionError e) {
                return true;
              } catch (ConcurrentModificationException e) {
                // The run didn't end as if it were complete.
                return false;
              }
            })
        .count();
  }
}
