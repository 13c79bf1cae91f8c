package dev.clerksessions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SessionListParamsTest {

  @Test
  void build_whenOnlyTheUserIsSet_hasTheApisDefaults() {
    SessionListParams params = SessionListParams.builder().userId("user_1").build();

    assertThat(params.userId()).isEqualTo("user_1");
    assertThat(params.clientId()).isNull();
    assertThat(params.status()).isNull();
    assertThat(params.limit()).isEqualTo(10);
    assertThat(params.offset()).isZero();
  }

  @Test
  void build_whenNeitherUserNorClientIsSet_isRefused() {
    assertRefused(SessionListParams.builder(), "clientId or userId must be set, both were null");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "\t"})
  void build_whenUserIsBlank_isRefused(String blank) {
    assertRefused(
        SessionListParams.builder().userId(blank).clientId("client_1"),
        "userId must not be blank, was \"" + blank.replace("\t", "\\u0009") + "\"");
  }

  @Test
  void build_whenClientIsBlank_isRefused() {
    assertRefused(
        SessionListParams.builder().clientId("\n").userId("user_1"),
        "clientId must not be blank, was \"\\u000a\"");
  }

  private static final String RULE =
      " must have no control or format character, no line or paragraph separator and no unpaired"
          + " surrogate, has ";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "feff | U+FEFF ZERO WIDTH NO-BREAK SPACE",
        "200b | U+200B ZERO WIDTH SPACE",
        "200d | U+200D ZERO WIDTH JOINER",
        "202e | U+202E RIGHT-TO-LEFT OVERRIDE",
        "00ad | U+00AD SOFT HYPHEN",
        "000d | U+000D CARRIAGE RETURN (CR)",
        "0000 | U+0000 NULL",
        "0009 | U+0009 CHARACTER TABULATION",
        "007f | U+007F DELETE",
        "0085 | U+0085 NEXT LINE (NEL)",
        "2028 | U+2028 LINE SEPARATOR",
        "2029 | U+2029 PARAGRAPH SEPARATOR",
        "d83d | U+D83D HIGH SURROGATES D83D",
        "dc00 | U+DC00 LOW SURROGATES DC00",
        "e0001 | U+E0001 LANGUAGE TAG"
      })
  void build_whenAnIdHasAnInvisibleCharacter_namesIt(String hex, String named) {
    String character = Character.toString(Integer.parseInt(hex, 16));
    for (int index : new int[] {0, 6}) {
      String id = new StringBuilder("user_1").insert(index, character).toString();
      String rest = RULE + named + " at index " + index + ": \"";
      String quoted = new StringBuilder("user_1").insert(index, "\\u" + hex).toString() + "\"";
      assertRefused(SessionListParams.builder().userId(id), "userId" + rest + quoted);
      assertRefused(SessionListParams.builder().clientId(id), "clientId" + rest + quoted);
    }
  }

  /** Nothing else about ids is documented. */
  @ParameterizedTest
  @ValueSource(
      strings = {" user_1 ", "a b", "a\u00a0b", "\ue000", "\uffff", "ü", "東京", "\u0301", "'\"<%"})
  void build_whenAnIdIsUnusual_takesIt(String id) {
    assertThat(SessionListParams.builder().userId(id).build().userId()).isEqualTo(id);
  }

  @Test
  void build_whenAnIdHasAWholeSurrogatePair_takesIt() {
    assertThat(SessionListParams.builder().userId("a\ud83d\ude00b").build().userId())
        .isEqualTo("a\ud83d\ude00b");
  }

  @ParameterizedTest
  @ValueSource(ints = {Integer.MIN_VALUE, -1, 0, 501, Integer.MAX_VALUE})
  void build_whenLimitIsOutside_isRefused(int limit) {
    assertRefused(
        SessionListParams.builder().userId("user_1").limit(limit),
        "limit must be 1 to 500, was " + limit);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 500})
  void build_whenLimitIsAtTheEdge_takesIt(int limit) {
    assertThat(SessionListParams.builder().userId("user_1").limit(limit).build().limit())
        .isEqualTo(limit);
  }

  @ParameterizedTest
  @ValueSource(longs = {-1, Long.MIN_VALUE})
  void build_whenOffsetIsNegative_isRefused(long offset) {
    assertRefused(
        SessionListParams.builder().userId("user_1").offset(offset),
        "offset must be 0 or more, was " + offset);
  }

  @Test
  void build_whenOffsetIsLarge_takesIt() {
    assertThat(SessionListParams.builder().userId("user_1").offset(Long.MAX_VALUE).build().offset())
        .isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void build_whenStatusIsUnrecognized_isRefused() {
    assertRefused(
        SessionListParams.builder().userId("user_1").status(SessionStatus.UNRECOGNIZED),
        "status must be one that the API documents, was UNRECOGNIZED");
  }

  @ParameterizedTest
  @EnumSource(value = SessionStatus.class, mode = EnumSource.Mode.EXCLUDE, names = "UNRECOGNIZED")
  void build_whenStatusIsDocumented_takesIt(SessionStatus status) {
    assertThat(SessionListParams.builder().userId("user_1").status(status).build().status())
        .isEqualTo(status);
  }

  @Test
  void toBuilder_keepsEverythingAndChangesWhatIsSet() {
    SessionListParams params =
        SessionListParams.builder()
            .userId("user_1")
            .clientId("client_1")
            .status(SessionStatus.ACTIVE)
            .limit(7)
            .offset(8)
            .build();

    assertThat(params.toBuilder().build()).isEqualTo(params).hasSameHashCodeAs(params);
    assertThat(params.toBuilder().offset(9).build())
        .isNotEqualTo(params)
        .hasToString(
            "SessionListParams[clientId=\"client_1\", userId=\"user_1\", status=ACTIVE, limit=7,"
                + " offset=9]");
    assertThat(params.toBuilder().status(null).userId(null).build())
        .isEqualTo(SessionListParams.builder().clientId("client_1").limit(7).offset(8).build());
  }

  private static Stream<SessionListParams> others() {
    SessionListParams params = SessionListParams.builder().userId("user_1").build();
    return Stream.of(
        params.toBuilder().userId("user_2").build(),
        params.toBuilder().clientId("client_1").build(),
        params.toBuilder().status(SessionStatus.ENDED).build(),
        params.toBuilder().limit(11).build(),
        params.toBuilder().offset(1).build());
  }

  @ParameterizedTest
  @MethodSource("others")
  void equals_whenOneParameterDiffers_isFalse(SessionListParams other) {
    assertThat(SessionListParams.builder().userId("user_1").build()).isNotEqualTo(other);
  }

  @Test
  void equals_whenItIsSomethingElse_isFalse() {
    assertThat(SessionListParams.builder().userId("user_1").build())
        .isNotEqualTo(null)
        .isNotEqualTo("user_1");
  }

  @Test
  void message_whenTheValueIsLong_cutsIt() {
    assertRefused(
        SessionListParams.builder().userId("x".repeat(100) + "\r"),
        "userId" + RULE + "U+000D CARRIAGE RETURN (CR) at index 100: \"" + "x".repeat(80) + "…\"");
  }

  private static void assertRefused(SessionListParams.Builder builder, String message) {
    assertThatIllegalArgumentException().isThrownBy(builder::build).withMessage(message);
  }
}
