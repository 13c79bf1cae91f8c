package dev.clerksessions.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clerksessions.Session;
import dev.clerksessions.SessionActivity;
import dev.clerksessions.SessionTask;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvWriterTest {

  private static final String HEADER =
      "id,clientId,userId,status,lastActiveAt,expireAt,abandonAt,createdAt,updatedAt,"
          + "lastActiveOrganizationId,latestActivity.id,latestActivity.isMobile,"
          + "latestActivity.ipAddress,latestActivity.city,latestActivity.country,"
          + "latestActivity.browserVersion,latestActivity.browserName,latestActivity.deviceType,"
          + "actor,tasks\r\n";

  private final CsvWriter writer = new CsvWriter();

  @Test
  void write_whenAllMembersAreSet_flattensThem() {
    Session session =
        Samples.bare()
            .abandonAt(CliRun.NOW.plusMillis(5))
            .lastActiveOrganizationId("org_1")
            .latestActivity(Samples.berlin())
            .actor(Map.of("sub", "user_2"))
            .tasks(List.of(new SessionTask("setup-mfa"), new SessionTask("reset-password")))
            .build();

    assertThat(Samples.printed(writer, session))
        .isEqualTo(
            HEADER
                + "sess_2abcdefghijklmnopqrstuvwxyz,client_1,user_1,active,2026-03-01T11:58:30Z,"
                + "2026-03-07T12:00:00Z,2026-03-01T12:00:00.005Z,2026-02-28T12:00:00Z,"
                + "2026-03-01T11:58:30Z,org_1,sess_activity_1,false,192.0.2.1,Berlin,DE,26.1,"
                + "Safari,Macintosh,\"{\"\"sub\"\":\"\"user_2\"\"}\",setup-mfa reset-password\r\n");
  }

  @Test
  void write_whenMembersAreNull_leavesTheCellsEmpty() {
    assertThat(Samples.printed(writer, Samples.bare().build()))
        .endsWith("2026-03-07T12:00:00Z,,2026-02-28T12:00:00Z,2026-03-01T11:58:30Z,,,,,,,,,,,\r\n");
  }

  @Test
  void write_whenNoSessions_writesTheHeader() {
    assertThat(Samples.printed(writer)).isEqualTo(HEADER);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"=1+1", "+1", "-1", "@SUM(A1)", "\t=1+1", "\r=1+1", " =1+1", "\u001b[0m=1"})
  void write_whenACellIsAFormula_defusesIt(String formula) {
    assertThat(Samples.printed(writer, inCity(formula)))
        .contains(",'" + TerminalText.line(formula));
  }

  @Test
  void write_whenACellHasCommasAndQuotes_quotesIt() {
    assertThat(Samples.printed(writer, inCity("Washington, \"D.C.\"")))
        .contains(",\"Washington, \"\"D.C.\"\"\",");
  }

  @Test
  void write_whenACellHasControls_stripsThem() {
    assertThat(Samples.printed(writer, inCity("Ber\u001b[31m\u0007lin\nMitte")))
        .contains(",Berlin Mitte,");
  }

  private static Session inCity(String city) {
    return Samples.bare().latestActivity(SessionActivity.builder("a").city(city).build()).build();
  }
}
