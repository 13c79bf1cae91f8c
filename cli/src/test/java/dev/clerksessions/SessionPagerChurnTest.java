package dev.clerksessions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

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
    for (long seed = firstSeed; seed < firstSeed + HISTORIES_PER_TEST; seed++) {
      Churn churn = new Churn(seed);
      int prefetch = (int) (seed % 4);
      assertThatCode(() -> churn.check(churn.store(), prefetch, 1))
          .as("seed " + seed + ", prefetch " + prefetch)
          .doesNotThrowAnyException();
    }
  }

  /** Else the histories would prove nothing. */
  @Test
  void run_withoutOverlap_losesSessions() {
    long lost =
        LongStream.range(0, 1000)
            .filter(
                seed -> {
                  Churn churn = new Churn(seed);
                  try {
                    churn.check(churn.store(), (int) (seed % 4), 0);
                    return false;
                  } catch (AssertionError e) {
                    return true;
                  }
                })
            .count();
    assertThat(lost).isGreaterThan(100);
  }
}
