package dev.clerksessions.error;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ClerkApiExceptionTest {

  private static final ClerkError ERROR =
      new ClerkError("code_1", "message", null, Map.of("a", List.of(1L, Map.of())));

  private static Stream<ClerkException> all() {
    return Stream.of(
        ClerkApiException.of(422, List.of(ERROR), "trace_1", Duration.ofSeconds(3)),
        ClerkApiException.of(500, List.of(), null, null),
        new MalformedResponseException("data[1].id", "is missing", "trace_1"),
        new TransportException(
            TransportFault.BROKEN_CONNECTION, "connection broke", new IOException("reset")),
        UnexpectedStatusException.redirect(302, "elsewhere.test", "trace_1"),
        new CallTimeoutException("no complete response", Duration.ofMillis(5), null),
        CallTimeoutException.rateLimitWaitExceeded(Duration.ofMillis(5)),
        new CallInterruptedException(null));
  }

  @ParameterizedTest
  @MethodSource("all")
  void withAttempts_isACopyWithAllElse(ClerkException failure) {
    failure.addSuppressed(new IOException("suppressed"));
    Attempts attempts = new Attempts(3, Duration.ofSeconds(2));

    ClerkException copy = failure.withAttempts(attempts);

    assertThat(copy.attempts()).isEqualTo(attempts);
    assertThat(failure.attempts()).isEqualTo(Attempts.ONE);
    assertThat(copy)
        .isNotSameAs(failure)
        .usingRecursiveComparison()
        .ignoringFields("attempts")
        .isEqualTo(failure);
    assertThat(copy.getStackTrace()).isEqualTo(failure.getStackTrace());
    assertThat(copy.getSuppressed()).isEqualTo(failure.getSuppressed());
    assertThat(copy).hasSameClassAs(failure).hasMessage(failure.getMessage());
  }

  @ParameterizedTest
  @MethodSource("all")
  void exception_whenSerialized_comesBackTheSame(ClerkException exception) throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(exception);
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      assertThat(in.readObject())
          .usingRecursiveComparison()
          .ignoringFields("stackTrace", "cause", "suppressedExceptions")
          .isEqualTo(exception);
    }
  }

  @Test
  void errors_cannotBeChanged() {
    ClerkApiException exception = ClerkApiException.of(400, List.of(ERROR), null, null);

    assertThatExceptionOfType(UnsupportedOperationException.class)
        .isThrownBy(() -> exception.errors().clear());
    assertThatExceptionOfType(UnsupportedOperationException.class)
        .isThrownBy(() -> exception.errors().get(0).meta().clear());
  }

  @Test
  void message_whenTheWaitIsVeryLong_tellsItInSeconds() {
    assertThat(ClerkApiException.of(429, List.of(), null, Duration.ofSeconds(Long.MAX_VALUE)))
        .hasMessage("HTTP 429, retry after " + Long.MAX_VALUE + " s");
  }
}
