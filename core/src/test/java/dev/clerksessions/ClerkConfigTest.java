package dev.clerksessions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.Serializable;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClerkConfigTest {

  private static final String KEY = "sk_test_abcdefSECRET";

  private static ClerkConfig.Builder builder() {
    return ClerkConfig.builder().secretKey(KEY);
  }

  @Test
  void build_whenOnlyTheKeyIsSet_hasTheDefaults() {
    ClerkConfig config = builder().build();

    assertThat(config.apiUrl()).hasToString("https://api.clerk.com");
    assertThat(config.apiVersion()).isEqualTo("2026-05-12");
    assertThat(config.connectTimeout()).isEqualTo(Duration.ofSeconds(5));
    assertThat(config.attemptTimeout()).isEqualTo(Duration.ofSeconds(10));
    assertThat(config.callTimeout()).isEqualTo(Duration.ofSeconds(30));
    assertThat(config.maxConnections()).isEqualTo(64);
    assertThat(config.maxBodyBytes()).isEqualTo(16 * 1024 * 1024);
    assertThat(config.userAgentSuffix()).isNull();
    assertThat(config.secretKey().reveal()).isEqualTo(KEY);
  }

  @Test
  void build_whenNoKeyIsSet_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ClerkConfig.builder().build())
        .withMessage("secretKey must not be blank, was null");
  }

  @ParameterizedTest
  @CsvSource({
    "https://api.clerk.com, https://api.clerk.com",
    "https://api.clerk.com/, https://api.clerk.com",
    "https://api.clerk.com//, https://api.clerk.com",
    "https://api.clerk.com/v1, https://api.clerk.com",
    "https://api.clerk.com/v1/, https://api.clerk.com",
    "HTTPS://api.clerk.com/v1, https://api.clerk.com",
    "https://proxy.test:8443/clerk/v1/, https://proxy.test:8443/clerk",
    "https://proxy.test/clerk%20api, https://proxy.test/clerk%20api",
    "https://proxy.test/v1/v1, https://proxy.test/v1",
    "https://proxy.test/av1, https://proxy.test/av1",
    "https://[2001:db8::1]/v1, https://[2001:db8::1]",
    "http://localhost:8080/v1, http://localhost:8080",
    "http://127.0.0.1:8080, http://127.0.0.1:8080",
    "http://127.9.9.9, http://127.9.9.9",
    "http://[::1]:8080, http://[::1]:8080",
    "http://[0:0:0:0:0:0:0:1]/, http://[0:0:0:0:0:0:0:1]",
    "http://LOCALHOST/v1, http://LOCALHOST",
    "https://api.clerk.com:, https://api.clerk.com",
    "https://api.clerk.com:/v1, https://api.clerk.com"
  })
  void apiUrl_inAllItsSpellings_meansTheSame(String written, String meant) {
    assertThat(builder().apiUrl(written).build().apiUrl()).hasToString(meant);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "http://api.clerk.com          | apiUrl must be https unless its host is loopback",
        "http://127.evil.test          | apiUrl must be https unless its host is loopback",
        "http://localhost.evil.test    | apiUrl must be https unless its host is loopback",
        "http://10.0.0.1               | apiUrl must be https unless its host is loopback",
        "http://127.0.0.1.evil.test    | apiUrl must be https unless its host is loopback",
        "http://[::ffff:127.0.0.1]     | apiUrl must be https unless its host is loopback",
        "http://u:p4ss@localhost       | apiUrl must not have user info before http://localhost",
        "https://@api.clerk.com        | apiUrl must not have user info",
        "https://u:p4ss@under_score.test | apiUrl must have a host of ASCII letters",
        "https://u:p4ss\\@evil.test     | apiUrl must be a URL, isn't at index",
        "https://u:p4 ss@evil.test     | apiUrl must be a URL, isn't at index",
        "https://exämple.test          | apiUrl must have a host of ASCII letters",
        "https://127.0.0.1.5           | apiUrl must have a host of ASCII letters",
        "https://api.clerk.com/%       | apiUrl must be a URL, isn't at index",
        "' '                           | apiUrl must be a URL, isn't at index",
        "https://api.clerk.com@evil.test | apiUrl must not have user info",
        "https://u:p4ss@evil.test      | apiUrl must not have user info",
        "https://api.clerk.com?a=b     | apiUrl must not have a query or a fragment",
        "https://api.clerk.com/#v1     | apiUrl must not have a query or a fragment",
        "ftp://api.clerk.com           | apiUrl must be https or http, was ftp://api.clerk.com",
        "file:///etc/passwd            | apiUrl must have a scheme and a host",
        "mailto:a@b.test               | apiUrl must have a scheme and a host",
        "api.clerk.com                 | apiUrl must have a scheme and a host",
        "//api.clerk.com               | apiUrl must have a scheme and a host",
        "https://under_score.test      | apiUrl must have a host of ASCII letters",
        "https://                      | apiUrl must be a URL",
        "https://api clerk.com         | apiUrl must be a URL, isn't at index",
        "https://api.clerk.com:0       | apiUrl must have a port of 1 to 65535",
        "https://api.clerk.com:65536   | apiUrl must have a port of 1 to 65535",
        "''                            | apiUrl must have a scheme and a host"
      })
  void apiUrl_whenItCannotBe_isRefused(String url, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder().apiUrl(url).build())
        .withMessageStartingWith(message)
        .withMessageNotContainingAny("p4ss", KEY);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "foo | \"foo\"",
        "'' | \"\"",
        "https://under_score.test/v1 | \"https://under_score.test\"",
        "https://under_score.test/p4ss | \"https://under_score.test\"",
        "https://api.clerk.com:p4ss | \"https://…\"",
        "https://u:p4ss%40evil.test/v1 | \"https://…\"",
        "https://[::1]:p4ss | \"https://…\"",
        "https://u:p4ss@under_score.test | \"https://…\"",
        "https://u:p4?#ss@under_score.test | \"https://…\"",
        "https://u:p4 ss@evil.test | \"https://…\"",
        "https://api.clerk.com\\p4ss | \"https://…\"",
        "u:p4ss@evil.test | a string of 16 characters",
        "u:p4ss%40evil.test | a string of 18 characters",
        "//u:p4ss%40evil.test | a string of 20 characters",
        "https:/u:p4ss%40evil.test | a string of 25 characters",
        "https:p4ss | a string of 10 characters",
        "api.clerk.com/p4ss | \"api.clerk.com\"",
        "https://under_score.test?p4ss#p4ss | \"https://…\"",
        "sk_test_abcdefSECRET | a string of 20 characters",
        "SK_LIVE_abcdefSECRET | a string of 20 characters",
        "https://sk_live_abcdefSECRET/v1 | \"https://…\"",
        "a\u202eb c | a string of 5 characters"
      })
  void apiUrl_whenItIsRefused_isNamedWithoutPasswordQueryOrKey(String url, String shown) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder().apiUrl(url).build())
        .withMessageStartingWith("apiUrl must ")
        .withMessageEndingWith(", was " + shown)
        .withMessageNotContainingAny("p4", "SECRET");
  }

  @Test
  void apiUrl_whenItsPortIsOutOfRange_isNamedWithoutItsPath() {
    assertRefused(
        config -> config.apiUrl("https://api.clerk.com:65536/sk_live_abcdefSECRET"),
        "apiUrl must have a port of 1 to 65535 behind https://api.clerk.com");
  }

  @Test
  void apiUrl_whenTheHostHasAnUnderscore_namesTheRule() {
    assertRefused(
        config -> config.apiUrl("https://under_score.test"),
        "apiUrl must have a host of ASCII letters, digits, hyphens and dots, or an IP address, and"
            + " a number as its port, was \"https://under_score.test\"");
  }

  @Test
  void apiUrl_whenControlCharactersAreInIt_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder().apiUrl("https://api.clerk.com/\r\nX: y").build())
        .withMessageStartingWith("apiUrl must be a URL");
  }

  @Test
  void apiUrl_whenPlainHttpIsAllowed_takesAnyHost() {
    ClerkConfig config = builder().apiUrl("http://clerk.internal:80").allowPlainHttp(true).build();

    assertThat(config.apiUrl()).hasToString("http://clerk.internal:80");
    assertThat(config.toBuilder().build().apiUrl()).isEqualTo(config.apiUrl());
  }

  private static Stream<Arguments> timeouts() {
    return Stream.of(
        Arguments.of("connectTimeout", timeout(ClerkConfig.Builder::connectTimeout)),
        Arguments.of("attemptTimeout", timeout(ClerkConfig.Builder::attemptTimeout)),
        Arguments.of("callTimeout", timeout(ClerkConfig.Builder::callTimeout)));
  }

  private interface TimeoutSetter {
    ClerkConfig.Builder set(ClerkConfig.Builder builder, Duration timeout);
  }

  private static TimeoutSetter timeout(TimeoutSetter setter) {
    return setter;
  }

  @ParameterizedTest
  @MethodSource("timeouts")
  void timeout_whenOutside_isRefused(String field, TimeoutSetter setter) {
    for (Duration outside :
        new Duration[] {
          Duration.ZERO,
          Duration.ofMillis(-5),
          Duration.ofNanos(999_999),
          Duration.ofDays(1).plusNanos(1),
          Duration.ofSeconds(Long.MAX_VALUE)
        }) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> setter.set(builder(), outside).build())
          .withMessage(field + " must be 1 ms to 24 h, was " + outside);
    }
  }

  @ParameterizedTest
  @MethodSource("timeouts")
  void timeout_whenAtTheEdge_isTaken(String field, TimeoutSetter setter) {
    assertThatCode(
            () -> {
              setter.set(builder(), Duration.ofMillis(1)).build();
              setter.set(builder(), Duration.ofDays(1)).build();
            })
        .as(field)
        .doesNotThrowAnyException();
  }

  private static Stream<Arguments> nulls() {
    return Stream.of(
        withNull("apiUrl", config -> config.apiUrl(null)),
        withNull("apiVersion", config -> config.apiVersion(null)),
        withNull("connectTimeout", config -> config.connectTimeout(null)),
        withNull("retryPolicy", config -> config.retryPolicy(null)),
        withNull("attemptTimeout", config -> config.attemptTimeout(null)),
        withNull("callTimeout", config -> config.callTimeout(null)));
  }

  private static Arguments withNull(String field, UnaryOperator<ClerkConfig.Builder> change) {
    return Arguments.of(field, change);
  }

  @ParameterizedTest
  @MethodSource("nulls")
  void build_whenASettingIsNull_namesIt(String field, UnaryOperator<ClerkConfig.Builder> change) {
    assertRefused(change, field + " must be set, was null");
  }

  @Test
  void maxConnections_whenLessThanOne_isRefused() {
    assertRefused(config -> config.maxConnections(0), "maxConnections must be 1 or more, was 0");
  }

  @Test
  void maxBodyBytes_whenLessThanOne_isRefused() {
    assertRefused(config -> config.maxBodyBytes(0), "maxBodyBytes must be 1 or more, was 0");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a\r\nX: y", "a\u0000", "ü", "a\u007f"})
  void headerTexts_whenNotPrintableAscii_areRefused(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder().userAgentSuffix(text).build())
        .withMessageStartingWith("userAgentSuffix must be printable ASCII, was \"")
        .withMessageNotContainingAny("\r", "\n", "\u0000", "\u007f");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> builder().apiVersion(text).build())
        .withMessageStartingWith("apiVersion must be printable ASCII, was \"");
  }

  @Test
  void headerTexts_whenBlank_areRefused() {
    assertRefused(
        config -> config.userAgentSuffix(" "), "userAgentSuffix must not be blank, was \" \"");
    assertRefused(config -> config.apiVersion(""), "apiVersion must not be blank, was \"\"");
  }

  private static void assertRefused(UnaryOperator<ClerkConfig.Builder> change, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> change.apply(builder()).build())
        .withMessage(message);
  }

  @Test
  void toBuilder_keepsEverything() {
    ClerkConfig config =
        builder()
            .apiUrl("https://proxy.test/clerk")
            .apiVersion("2025-04-10")
            .connectTimeout(Duration.ofSeconds(1))
            .attemptTimeout(Duration.ofSeconds(2))
            .callTimeout(Duration.ofSeconds(3))
            .maxConnections(3)
            .maxBodyBytes(4)
            .userAgentSuffix("app/1")
            .build();

    assertThat(config.toBuilder().build()).usingRecursiveComparison().isEqualTo(config);
  }

  @Test
  void toString_tellsAllButTheKey() {
    assertThat(builder().userAgentSuffix("app/1").build())
        .hasToString(
            "ClerkConfig[secretKey=sk_test_***, apiUrl=https://api.clerk.com, allowPlainHttp=false,"
                + " apiVersion=2026-05-12, connectTimeout=PT5S, attemptTimeout=PT10S,"
                + " callTimeout=PT30S, retryPolicy="
                + RetryPolicy.DEFAULT
                + ", maxConnections=64, maxBodyBytes=16777216, userAgentSuffix=app/1]");
  }

  @Test
  void fromEnvironment_takesKeyAndUrl() {
    ClerkConfig config =
        ClerkConfig.fromEnvironment(
            Map.of("CLERK_SECRET_KEY", KEY, "CLERK_API_URL", "https://proxy.test/v1"));

    assertThat(config.secretKey().reveal()).isEqualTo(KEY);
    assertThat(config.apiUrl()).hasToString("https://proxy.test");
  }

  @Test
  void fromEnvironment_whenUrlIsEmpty_hasTheDefault() {
    assertThat(
            ClerkConfig.fromEnvironment(Map.of("CLERK_SECRET_KEY", KEY, "CLERK_API_URL", ""))
                .apiUrl())
        .hasToString("https://api.clerk.com");
  }

  @Test
  void fromEnvironment_whenKeyIsMissing_namesTheVariable() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ClerkConfig.fromEnvironment(Map.of()))
        .withMessage("CLERK_SECRET_KEY must be set in the environment");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ClerkConfig.fromEnvironment(Map.of("CLERK_SECRET_KEY", "")))
        .withMessage("CLERK_SECRET_KEY must be set in the environment");
  }

  @Test
  void fromEnvironment_whenTheKeyIsNoKey_isRefusedWithoutEcho() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ClerkConfig.fromEnvironment(Map.of("CLERK_SECRET_KEY", KEY + "\n")))
        .withMessageStartingWith("secretKey must be printable ASCII")
        .withMessageNotContaining("SECRET");
  }

  @Test
  void fromEnvironment_readsNoOtherName() {
    assertThat(
            ClerkConfig.fromEnvironment(Map.of("CLERK_SECRET_KEY", KEY, "CLERK_API_VERSION", "v1"))
                .apiVersion())
        .isEqualTo("2026-05-12");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"sk_test_a\n", "sk_test_a b", "sk_test_ä", "\u0000sk", "sk_live_\ud83d\ude00"})
  void secretKey_whenNotPrintableAscii_isRefusedWithoutEcho(String key) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SecretKey.of(key))
        .withMessageMatching(
            "secretKey must be printable ASCII without spaces, isn't at index \\d+ of \\d+"
                + " characters")
        .withMessageNotContaining(key);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "   ", "\n"})
  void secretKey_whenBlank_isRefused(String key) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SecretKey.of(key))
        .withMessage("secretKey must not be blank, was blank");
  }

  @ParameterizedTest
  @CsvSource({
    "sk_test_abc, sk_test_***",
    "sk_live_abc, sk_live_***",
    "abc, ***",
    "sk_tes, ***",
    "xsk_test_abc, ***"
  })
  void secretKey_printsItsKindAlone(String key, String printed) {
    assertThat(SecretKey.of(key)).hasToString(printed);
  }

  @Test
  void secretKey_hasNoWayIntoASerializer() {
    assertThat(Serializable.class.isAssignableFrom(SecretKey.class)).isFalse();
    assertThat(SecretKey.class.getMethods())
        .noneMatch(method -> method.getName().startsWith("get") && declared(method));
  }

  private static boolean declared(Method method) {
    return method.getDeclaringClass() == SecretKey.class;
  }
}
