package dev.clerksessions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.clerksessions.error.TransportFault;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryPolicyTest {

  @Test
  void default_isTwoRetriesOfWhatMayPass() {
    assertThat(RetryPolicy.DEFAULT)
        .hasToString(
            "RetryPolicy[maxRetries=2, baseDelay=PT0.25S, maxDelay=PT20S,"
                + " retryableStatuses=[408, 429, 500, 502, 503, 504],"
                + " retryableFaults=[CONNECT, BROKEN_CONNECTION, TIMEOUT]]");
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 21})
  void maxRetries_whenOutside_isRefused(int maxRetries) {
    assertRefused(
        RetryPolicy.builder().maxRetries(maxRetries),
        "maxRetries must be 0 to 20, was " + maxRetries);
  }

  @Test
  void delays_whenOutside_areRefused() {
    assertRefused(
        RetryPolicy.builder().baseDelay(Duration.ofMillis(-1)),
        "baseDelay must be 0 to 1 h, was PT-0.001S");
    assertRefused(
        RetryPolicy.builder().maxDelay(Duration.ofHours(2)), "maxDelay must be 0 to 1 h, was PT2H");
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 399, 600})
  void statuses_whenNoFailures_areRefused(int status) {
    assertRefused(
        RetryPolicy.builder().retryableStatuses(Set.of(status)),
        "retryableStatuses must be 400 to 599, has " + status);
  }

  @ParameterizedTest
  @EnumSource(
      value = TransportFault.class,
      names = {"TLS", "RATE_LIMIT_WAIT_EXCEEDED", "INTERRUPTED", "CLOSED"})
  void faults_whenTheyMustNotBeTriedAgain_areRefused(TransportFault fault) {
    assertRefused(
        RetryPolicy.builder().retryableFaults(Set.of(fault)),
        "retryableFaults must leave out [TLS, RATE_LIMIT_WAIT_EXCEEDED, INTERRUPTED, CLOSED], has "
            + fault);
  }

  private static void assertRefused(RetryPolicy.Builder builder, String message) {
    assertThatIllegalArgumentException().isThrownBy(builder::build).withMessage(message);
  }

  @Test
  @SuppressWarnings("NullAway") // Not every caller's compiler checks for null.
  void build_whenADelayIsNull_namesIt() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RetryPolicy.builder().baseDelay(null).build())
        .withMessage("baseDelay must be set, was null");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> RetryPolicy.builder().maxDelay(null).build())
        .withMessage("maxDelay must be set, was null");
  }
}
