package dev.clerksessions;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.clerksessions.testkit.SessionFixtures;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** What an application writes that returns sessions from its own HTTP interface. */
class SessionSerializationTest {

  private static final Session SESSION =
      SessionFixtures.seeded(1).session(session -> session.rawStatus("sleeping"));

  @Test
  void jackson2_writesStatusAndRawStatus_andReadsTheSameSession() throws Exception {
    ObjectMapper mapper = new ObjectMapper().registerModule(new JavaTimeModule());
    String json = mapper.writeValueAsString(SESSION);

    assertThat(json).contains("\"status\":\"UNRECOGNIZED\",\"rawStatus\":\"sleeping\"");
    assertThat(mapper.readValue(json, Session.class)).isEqualTo(SESSION);
  }

  @Test
  void jackson2_readsWhatAVersionStoredThatDidNotKnowTheStatus() throws Exception {
    ObjectMapper mapper = new ObjectMapper().registerModule(new JavaTimeModule());
    Session active = SESSION.toBuilder().status(SessionStatus.ACTIVE).build();
    String json = mapper.writeValueAsString(active);

    for (String stored : List.of("\"status\":\"UNRECOGNIZED\",", "\"status\":null,", "")) {
      String old = json.replace("\"status\":\"ACTIVE\",", stored);
      assertThat(mapper.readValue(old, Session.class)).isEqualTo(active);
    }
  }

  @Test
  void jackson3_writesStatusAndRawStatus_andReadsTheSameSession() {
    JsonMapper mapper = JsonMapper.builder().build();
    String json = mapper.writeValueAsString(SESSION);

    assertThat(json).contains("\"status\":\"UNRECOGNIZED\"", "\"rawStatus\":\"sleeping\"");
    assertThat(mapper.readValue(json, Session.class)).isEqualTo(SESSION);
  }
}
