package dev.clerksessions.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.clerksessions.SessionsPort;
import dev.clerksessions.transport.httpclient.HttpClientSessions;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class NativeImageTest {

  /** Without them, a port in a native image could only warn that it can't read the versions. */
  @Test
  void metadata_namesTheResourcesThatTellHttpClientsVersions() throws IOException {
    String place =
        "/META-INF/native-image/dev.clerksessions/clerk-sessions-transport-httpclient"
            + "/resource-config.json";

    List<String> patterns = texts(HttpClientSessions.class, place);

    assertThat(patterns)
        .containsExactly(
            "\\Qorg/apache/hc/client5/version.properties\\E",
            "\\Qorg/apache/hc/core5/version.properties\\E")
        .allSatisfy(
            pattern -> {
              String resource = pattern.substring("\\Q".length(), pattern.lastIndexOf("\\E"));
              assertThat(getClass().getClassLoader().getResource(resource)).isNotNull();
            });
  }

  /** A handle that a native image doesn't know of would quietly give up virtual threads there. */
  @Test
  void metadata_namesTheOneMethodThatIsLookedUp() throws IOException {
    String place =
        "/META-INF/native-image/dev.clerksessions/clerk-sessions-core/reflect-config.json";

    assertThat(texts(SessionsPort.class, place))
        .containsExactly("java.lang.Thread", "startVirtualThread", "java.lang.Runnable");
    if (Runtime.version().feature() >= 21) {
      assertThat(Thread.class).hasMethods("startVirtualThread");
    }
  }

  private static List<String> texts(Class<?> ofTheModule, String place) throws IOException {
    List<String> texts = new ArrayList<>();
    try (InputStream metadata = ofTheModule.getResourceAsStream(place);
        JsonParser parser = new JsonFactory().createParser(metadata)) {
      while (parser.nextToken() != null) {
        if (parser.currentToken() == JsonToken.VALUE_STRING) {
          texts.add(parser.getText());
        }
      }
    }
    return texts;
  }
}
