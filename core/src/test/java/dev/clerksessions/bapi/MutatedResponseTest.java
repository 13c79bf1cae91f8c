package dev.clerksessions.bapi;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Answers that were right until some bytes of them were lost, changed or added. */
class MutatedResponseTest {

  private static final int ANSWERS_PER_SEED = 500;

  private static final String PAGE =
      "{\"data\":[{\"id\":\"sess_1\",\"client_id\":\"client_1\",\"user_id\":\"user_1\","
          + "\"status\":\"active\",\"last_active_at\":1,\"expire_at\":2,\"abandon_at\":3,"
          + "\"created_at\":4,\"updated_at\":5,\"latest_activity\":{\"id\":\"act_1\","
          + "\"is_mobile\":true},\"actor\":{\"sub\":\"ü\",\"n\":[1,2.5,{}]},"
          + "\"tasks\":[{\"key\":\"setup-mfa\"}]}],\"total_count\":1}";

  private static final String REFUSAL =
      "{\"errors\":[{\"message\":\"ü\",\"code\":\"a\",\"meta\":{\"n\":[1,2.5,{}]}}],"
          + "\"clerk_trace_id\":\"t\"}";

  /** What breaks readers: JSON's own signs, extreme numbers, halves of characters, other worlds. */
  private static final List<String> FRAGMENTS =
      List.of(
          "{",
          "}",
          "[",
          "]",
          "\"",
          ":",
          ",",
          "\\",
          "\\u",
          "\\ud83d",
          "null",
          "true",
          "-",
          "0",
          "9",
          ".",
          "e",
          "1e99999999999",
          "1e-2147483648",
          "99999999999999999999",
          "NaN",
          "\u0000",
          " ",
          "\n",
          "\u00ff",
          "\u00c3",
          "\u00ef\u00bb\u00bf",
          "<",
          "[[[[[[[[",
          "\"id\":null,");

  private static LongStream seeds() {
    return LongStream.range(0, 20);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void page_whenMutated_isWhatTheReferenceFindsOrMalformed(long seed) {
    long pages =
        mutations(PAGE, seed).map(DecoderTargets::page).filter(Optional::isPresent).count();

    assertThat(pages).isBetween(10L, ANSWERS_PER_SEED - 10L);
  }

  @ParameterizedTest
  @MethodSource("seeds")
  void refusal_whenMutated_isStillARefusalOfItsStatus(long seed) {
    mutations(REFUSAL, seed).forEach(body -> DecoderTargets.refusal(422, body));
  }

  private static Stream<byte[]> mutations(String body, long seed) {
    Random random = new Random(seed);
    String bytes = new String(body.getBytes(UTF_8), ISO_8859_1);
    return IntStream.range(0, ANSWERS_PER_SEED)
        .mapToObj(i -> mutated(bytes, random).getBytes(ISO_8859_1));
  }

  private static String mutated(String body, Random random) {
    String mutated = body;
    for (int times = 1 + random.nextInt(3); times > 0; times--) {
      int at = random.nextInt(mutated.length());
      int lost = random.nextInt(3);
      String added = random.nextBoolean() ? FRAGMENTS.get(random.nextInt(FRAGMENTS.size())) : "";
      mutated =
          mutated.substring(0, at)
              + added
              + mutated.substring(Math.min(at + lost, mutated.length()));
    }
    return mutated;
  }
}
