package dev.clerksessions.transport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clerksessions.error.TransportException;
import dev.clerksessions.error.TransportFault;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TransportExceptionsTest {

  private static final WireRequest REQUEST =
      new WireRequest("GET", URI.create("https://api.test/"), Map.of(), 1000);

  static Stream<RuntimeException> ofAClosedStack() {
    return Stream.of(
        new IllegalStateException("Connection pool shut down"),
        new RejectedExecutionException("no more tasks"),
        new CompletionException(new IllegalStateException("not started")));
  }

  /** A caller may close its own client before our port. */
  @ParameterizedTest
  @MethodSource("ofAClosedStack")
  void of_whenTheStackIsClosed_saysSo(RuntimeException failure) {
    TransportException told = TransportExceptions.of(REQUEST, failure);

    assertThat(told.fault()).isEqualTo(TransportFault.CLOSED);
    assertThat(told).hasCause(failure);
  }

  /** What a server sent may be in the message of what the stack threw of it. */
  @Test
  void of_whenTheStackHasADefect_tellsWhereButNotWhat() {
    NullPointerException defect = new NullPointerException("because <secret> is null");

    TransportException told = TransportExceptions.of(REQUEST, new CompletionException(defect));

    assertThat(told.fault()).isEqualTo(TransportFault.INVALID_RESPONSE);
    assertThat(told).cause().hasMessage("java.lang.NullPointerException").hasNoCause();
    assertThat(told.getCause().getStackTrace()).isEqualTo(defect.getStackTrace());
    assertThat(told).hasStackTraceContaining("TransportExceptionsTest");
  }
}
