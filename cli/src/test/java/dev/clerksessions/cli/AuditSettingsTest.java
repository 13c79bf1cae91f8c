package dev.clerksessions.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.clerksessions.ClerkConfig;
import dev.clerksessions.SessionStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AuditSettingsTest {

  @ParameterizedTest
  @CsvSource({
    "https://api.clerk.com, https://api.clerk.com",
    "https://API.Clerk.com:443/v1/, https://api.clerk.com",
    "HTTPS://api.clerk.com:8443/Base/v1, https://api.clerk.com:8443/Base",
    "http://127.0.0.1:80, http://127.0.0.1",
    "http://127.0.0.1:443, http://127.0.0.1:443",
  })
  void of_normalizesTheAddress(String apiUrl, String normalized) {
    assertThat(settings(apiUrl, "sk_test_a").apiUrl()).isEqualTo(normalized);
  }

  @Test
  void of_hasAFingerprintOfTheKey() {
    AuditSettings settings = settings("https://api.clerk.com", "sk_test_a");

    assertThat(settings.key()).matches("[0-9a-f]{16}");
    assertThat(settings).isEqualTo(settings("https://api.clerk.com", "sk_test_a"));
    assertThat(settings.key()).isNotEqualTo(settings("https://api.clerk.com", "sk_test_b").key());
  }

  @Test
  void parse_readsWhatTextWrote() {
    AuditSettings settings =
        AuditSettings.of(
            SessionStatus.ACTIVE,
            ClerkConfig.builder().secretKey("sk_test_a").apiVersion("a version").build());

    assertThat(AuditSettings.parse(settings.text())).isEqualTo(settings);
    assertThat(AuditSettings.parse("status=active")).isNull();
  }

  @Test
  void requireSameAs_namesWhatDiffers() {
    AuditSettings settings = new AuditSettings("any", "https://a", "2026-05-12", "00");

    assertThatCode(() -> settings.requireSameAs(settings)).doesNotThrowAnyException();
    assertThatThrownBy(
            () -> settings.requireSameAs(new AuditSettings("any", "https://a", "2025-11-10", "00")))
        .isInstanceOf(AuditRefusedException.class)
        .hasMessageStartingWith("the API version must be the one that the audit was started with");
  }

  private static AuditSettings settings(String apiUrl, String key) {
    return AuditSettings.of(null, ClerkConfig.builder().secretKey(key).apiUrl(apiUrl).build());
  }
}
