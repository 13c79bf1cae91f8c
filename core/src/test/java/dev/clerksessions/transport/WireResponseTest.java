package dev.clerksessions.transport;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class WireResponseTest {

  private final WireResponse response =
      new WireResponse(404, Map.of("cf-ray", "SECRET")::get, "SECRET".getBytes(UTF_8));

  @Test
  void header_isWhatTheStackFinds() {
    assertThat(response.header("cf-ray")).isEqualTo("SECRET");
    assertThat(response.header("date")).isNull();
  }

  @Test
  void toString_tellsStatusAndLengthAlone() {
    assertThat(response).hasToString("WireResponse[404, 6 bytes]");
  }
}
