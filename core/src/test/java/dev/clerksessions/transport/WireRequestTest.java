package dev.clerksessions.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WireRequestTest {

  private final Map<String, String> headers = new LinkedHashMap<>();

  private WireRequest request() {
    headers.put("Z", "first SECRET");
    headers.put("A", "second SECRET");
    return new WireRequest("GET", URI.create("https://api.clerk.com/v1/sessions"), headers, 5);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://api.clerk.com/",
        "https://other.test/",
        "https://api.clerk.com:444/",
        "/v1"
      })
  void to_whenOnAnotherServer_isRefused(String uri) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> request().to(URI.create(uri)))
        .withMessageStartingWith("uri must be on api.clerk.com, was on ");
  }

  @Test
  void headers_keepTheirOrder() {
    assertThat(request().headers().keySet()).containsExactly("Z", "A");
  }

  @Test
  void headers_whenTheMapIsChangedAfterwards_stayAsTheyWere() {
    WireRequest request = request();
    headers.clear();

    assertThat(request.headers()).hasSize(2);
  }

  @Test
  void headers_cannotBeChanged() {
    assertThatExceptionOfType(UnsupportedOperationException.class)
        .isThrownBy(() -> request().headers().clear());
  }

  @Test
  void toString_tellsNoHeadersValue() {
    assertThat(request())
        .hasToString("WireRequest[GET https://api.clerk.com/v1/sessions, headers [Z, A]]");
  }
}
