package dev.clerksessions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
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

  @ParameterizedTest
  @ValueSource(strings = {"a\ud83d", "\udc00b", "\ud83d\ud83d\ude00"})
  void build_whenAnIdIsNoUnicode_isRefused(String halved) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SessionListParams.builder().userId(halved).build())
        .withMessageStartingWith("userId must be valid Unicode, has half a surrogate pair: \"")
        .withMessageMatching(".*\\\\ud[8c].*");
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
        SessionListParams.builder().userId("\ud83d" + "x".repeat(100)),
        "userId must be valid Unicode, has half a surrogate pair: \"\\ud83d"
            + "x".repeat(79)
            + "…\"");
  }

  @ParameterizedTest
  @ValueSource(chars = {'\n', '\u0000', '\u001b', '\u0085', '\u202e', '\u2028', '\u2029'})
  void message_whenTheValueWouldBreakTheLine_escapesIt(char character) {
    assertRefused(
        SessionListParams.builder().clientId("a" + character + "\udc00"),
        "clientId must be valid Unicode, has half a surrogate pair: \"a\\u"
            + String.format("%04x", (int) character)
            + "\\udc00\"");
  }

  private static void assertRefused(SessionListParams.Builder builder, String message) {
    assertThatIllegalArgumentException().isThrownBy(builder::build).withMessage(message);
  }
}
