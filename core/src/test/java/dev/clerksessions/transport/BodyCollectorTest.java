package dev.clerksessions.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.clerksessions.error.TransportException;
import dev.clerksessions.error.TransportFault;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class BodyCollectorTest {

  private static final int LIMIT = 100_000;
  private static final int UNKNOWN = -1;

  private static BodyCollector collector(int limit, long contentLength) {
    WireRequest request =
        new WireRequest("GET", URI.create("https://api.clerk.com"), Map.of(), limit);
    return new BodyCollector(
        request, contentLength < 0 ? List.of() : List.of(Long.toString(contentLength)), false);
  }

  private static Stream<Arguments> ambiguousLengths() {
    return Stream.of(
        Arguments.of(List.of("2", "3"), false),
        Arguments.of(List.of("2", "2"), false),
        Arguments.of(List.of("2"), true),
        Arguments.of(List.of("-2"), false),
        Arguments.of(List.of("+2"), false),
        Arguments.of(List.of("2, 2"), false),
        Arguments.of(List.of("two"), false),
        Arguments.of(List.of(""), false));
  }

  /** An answer with such a length may hide another one in its body. */
  @ParameterizedTest
  @MethodSource("ambiguousLengths")
  void collector_whenTheLengthCanBeReadInTwoWays_refusesIt(
      List<String> contentLengths, boolean transferCoded) {
    WireRequest request =
        new WireRequest("GET", URI.create("https://api.clerk.com"), Map.of(), LIMIT);

    assertThatExceptionOfType(TransportException.class)
        .isThrownBy(() -> new BodyCollector(request, contentLengths, transferCoded))
        .satisfies(e -> assertThat(e.fault()).isEqualTo(TransportFault.INVALID_RESPONSE))
        .withMessage("api.clerk.com sent no valid HTTP response");
  }

  private static byte[] random(int length) {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    return bytes;
  }

  /** A stream that gives at most 7 bytes a read, as a socket may. */
  private static InputStream dripping(byte[] bytes) {
    return new ByteArrayInputStream(bytes) {
      @Override
      public synchronized int read(byte[] into, int offset, int length) {
        return super.read(into, offset, Math.min(length, 7));
      }
    };
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 8191, 8192, 8193, 50_000, LIMIT})
  void addAll_whenTheLengthIsUnknown_givesEveryByte(int length) throws IOException {
    BodyCollector collector = collector(LIMIT, UNKNOWN);
    collector.addAll(dripping(random(length)));

    assertThat(collector.toByteArray()).isEqualTo(random(length));
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 999, 1000, 1001, LIMIT})
  void addAll_whateverTheAnswerClaimed_givesEveryByte(long claimed) throws IOException {
    BodyCollector collector = collector(LIMIT, claimed);
    collector.addAll(dripping(random(1000)));

    assertThat(collector.toByteArray()).isEqualTo(random(1000));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 8192, 30_000})
  void add_partByPart_givesEveryByte(int partSize) {
    byte[] body = random(LIMIT);
    BodyCollector collector = collector(LIMIT, UNKNOWN);
    for (int from = 0; from < LIMIT; from += partSize) {
      collector.add(ByteBuffer.wrap(body, from, Math.min(partSize, LIMIT - from)));
    }

    assertThat(collector.toByteArray()).isEqualTo(body);
  }

  @Test
  void add_readsThePartToItsEnd() {
    ByteBuffer part = ByteBuffer.wrap(new byte[] {1, 2, 3, 4}).position(1).limit(3);
    BodyCollector collector = collector(LIMIT, UNKNOWN);
    collector.add(part);

    assertThat(part.hasRemaining()).isFalse();
    assertThat(collector.toByteArray()).containsExactly(2, 3);
  }

  @Test
  void add_whenThePartIsBeyondTheLimit_isRefused() {
    BodyCollector collector = collector(10, UNKNOWN);
    collector.add(ByteBuffer.wrap(new byte[10]));

    assertThatExceptionOfType(TransportException.class)
        .isThrownBy(() -> collector.add(ByteBuffer.wrap(new byte[1])))
        .withMessage("response body is longer than 10 bytes");
  }

  @Test
  void addAll_whenTheStreamIsBeyondTheLimit_isRefusedAfterOneByteMore() {
    ByteArrayInputStream endless = new ByteArrayInputStream(new byte[1000]);

    assertThatExceptionOfType(TransportException.class)
        .isThrownBy(() -> collector(10, UNKNOWN).addAll(endless))
        .withMessage("response body is longer than 10 bytes");
    assertThat(endless.available()).isEqualTo(1000 - 11);
  }

  @ParameterizedTest
  @ValueSource(longs = {11, Integer.MAX_VALUE, Long.MAX_VALUE})
  void claim_whenBeyondTheLimit_isRefusedAtOnce(long claimed) {
    assertThatExceptionOfType(TransportException.class)
        .isThrownBy(() -> collector(10, claimed))
        .withMessage("response body is longer than 10 bytes");
  }

  @Test
  void claim_whenVeryLong_takesNoSuchMemory() {
    // This many arrays of what is claimed don't fit into any memory that tests run with.
    assertThatCode(
            () ->
                Arrays.setAll(
                    new BodyCollector[64],
                    i -> collector(Integer.MAX_VALUE, Integer.MAX_VALUE - 8)))
        .doesNotThrowAnyException();
  }
}
