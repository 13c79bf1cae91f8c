package dev.clerksessions.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.clerksessions.SessionsPort;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class NativeImageTest {

  /** A handle that a native image doesn't know of would quietly give up virtual threads there. */
  @Test
  void metadata_namesTheOneMethodThatIsLookedUp() throws IOException {
    String place =
        "/META-INF/native-image/dev.clerksessions/clerk-sessions-core/reflect-config.json";
    List<String> texts = new ArrayList<>();
    try (InputStream metadata = SessionsPort.class.getResourceAsStream(place);
        JsonParser parser = new JsonFactory().createParser(metadata)) {
      while (parser.nextToken() != null) {
        if (parser.currentToken() == JsonToken.VALUE_STRING) {
          texts.add(parser.getText());
        }
      }
    }

    assertThat(texts)
        .containsExactly("java.lang.Thread", "startVirtualThread", "java.lang.Runnable");
    if (Runtime.version().feature() >= 21) {
      assertThat(Thread.class).hasMethods("startVirtualThread");
    }
  }
}
