package dev.clerksessions.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clerksessions.PaginatedResourceResponse;
import dev.clerksessions.Session;
import dev.clerksessions.SessionTask;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class JsonWriterTest {

  private final JsonWriter writer = new JsonWriter();

  @Test
  void write_whenAllMembersAreSet_namesThemAsTheJavaScriptClient() {
    Map<String, Object> actor = new LinkedHashMap<>();
    actor.put("sub", "user_2");
    actor.put("on", true);
    actor.put(
        "numbers", List.of(1, new BigInteger("12345678901234567890"), new BigDecimal("1.50")));
    actor.put("nested", Map.of("list", Arrays.asList(List.of(), null, Map.of())));
    Session session =
        Samples.bare()
            .rawStatus("dormant")
            .abandonAt(CliRun.NOW)
            .lastActiveOrganizationId("org_1")
            .latestActivity(Samples.berlin())
            .actor(actor)
            .tasks(List.of(new SessionTask("setup-mfa")))
            .build();

    assertThat(Samples.printed(writer, new PaginatedResourceResponse<>(List.of(session), 9)))
        .isEqualTo(
            """
            {
              "data": [
                {
                  "id": "sess_2abcdefghijklmnopqrstuvwxyz",
                  "clientId": "client_1",
                  "userId": "user_1",
                  "status": "dormant",
                  "lastActiveAt": 1772366310000,
                  "expireAt": 1772884800000,
                  "abandonAt": 1772366400000,
                  "createdAt": 1772280000000,
                  "updatedAt": 1772366310000,
                  "lastActiveOrganizationId": "org_1",
                  "latestActivity": {
                    "id": "sess_activity_1",
                    "isMobile": false,
                    "ipAddress": "192.0.2.1",
                    "city": "Berlin",
                    "country": "DE",
                    "browserVersion": "26.1",
                    "browserName": "Safari",
                    "deviceType": "Macintosh"
                  },
                  "actor": {
                    "sub": "user_2",
                    "on": true,
                    "numbers": [
                      1,
                      12345678901234567890,
                      1.50
                    ],
                    "nested": {
                      "list": [
                        [],
                        null,
                        {}
                      ]
                    }
                  },
                  "tasks": [
                    {
                      "key": "setup-mfa"
                    }
                  ]
                }
              ],
              "totalCount": 9
            }
            """);
  }

  @Test
  void write_whenMembersAreNull_writesThemAsNull() {
    assertThat(Samples.printed(writer, Samples.bare().build()))
        .contains(
            "\"abandonAt\": null",
            "\"lastActiveOrganizationId\": null",
            "\"latestActivity\": null",
            "\"actor\": null",
            "\"tasks\": []");
  }

  @Test
  void write_whenNoSessions_writesAnEmptyList() {
    assertThat(Samples.printed(writer)).isEqualTo("{\n  \"data\": [],\n  \"totalCount\": 0\n}\n");
  }

  @Test
  void write_whenTextCouldSteerATerminal_escapesIt() {
    assertThat(Samples.printed(writer, Samples.bare().id("\u001b[31m\u009b\u202e\u007fü東").build()))
        .contains("\"id\": \"\\u001B[31m\\u009b\\u202e\\u007Fü東\"");
  }

  @Test
  void write_whenTextHasHalfASurrogatePair_escapesIt() {
    assertThat(Samples.printed(writer, Samples.bare().id("\ud83d and \ud83d\ude00").build()))
        .contains("\"id\": \"\\ud83d and \\ud83d\\ude00\"");
  }
}
