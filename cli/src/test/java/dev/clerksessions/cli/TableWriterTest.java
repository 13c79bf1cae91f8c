package dev.clerksessions.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clerksessions.PaginatedResourceResponse;
import dev.clerksessions.Session;
import dev.clerksessions.SessionActivity;
import dev.clerksessions.SessionStatus;
import dev.clerksessions.testkit.SessionFixtures;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class TableWriterTest {

  private final TableWriter plain = new TableWriter(CliRun.NOW, false);
  private final TableWriter coloured = new TableWriter(CliRun.NOW, true);

  @Test
  void write_whenSessions_printsHeaderLinesAndTotal() {
    Session known = Samples.bare().latestActivity(Samples.berlin()).build();
    Session unknown =
        Samples.bare()
            .id("sess_2")
            .status(SessionStatus.EXPIRED)
            .expireAt(CliRun.NOW.minus(Duration.ofHours(3)))
            .build();

    String table =
        Samples.printed(plain, new PaginatedResourceResponse<>(List.of(known, unknown), 41));

    assertThat(table)
        .isEqualTo(
            """
            STATUS   LAST ACTIVE  EXPIRES  DEVICE             PLACE       ID
            active   1 min ago    in 6 d   Macintosh, Safari  Berlin, DE  sess_2abcdefghijklmnopqrstuvwxyz
            expired  1 min ago    3 h ago  -                  -           sess_2
            2 of 41 sessions
            """);
  }

  @Test
  void write_whenNoSessions_printsTotalAlone() {
    assertThat(Samples.printed(plain)).isEqualTo("0 of 0 sessions\n");
  }

  @Test
  void write_whenPastTheEnd_tellsTheTotal() {
    assertThat(Samples.printed(plain, new PaginatedResourceResponse<>(List.of(), 7)))
        .isEqualTo("0 of 7 sessions\n");
  }

  @Test
  void write_whenNamesAreWide_keepsColumnsAligned() {
    Session wide =
        Samples.bare()
            .latestActivity(SessionActivity.builder("a").city("東京").country("JP").build())
            .build();
    Session narrow = Samples.bare().latestActivity(Samples.berlin()).build();

    assertThat(Samples.printed(plain, wide, narrow))
        .contains("  東京, JP    sess_2abc")
        .contains("  Berlin, DE  sess_2abc");
  }

  @Test
  void write_whenNamesAreLong_cutsThemAndKeepsIdsWithin100Columns() {
    Session wordy =
        Samples.bare()
            .status(SessionStatus.ABANDONED)
            .expireAt(CliRun.NOW.minus(Duration.ofMinutes(59)))
            .latestActivity(
                SessionActivity.builder("a")
                    .deviceType("Nintendo Entertainment System")
                    .browserName("NetFront Browser NX")
                    .city("Llanfairpwllgwyngyllgogerychwyrndrobwll")
                    .country("GB")
                    .build())
            .build();

    assertThat(Samples.printed(plain, wordy).lines())
        .allSatisfy(line -> assertThat(DisplayWidth.of(line)).isLessThanOrEqualTo(100))
        .anySatisfy(
            line ->
                assertThat(line).contains("Nintendo", "…", "Llanfair").endsWith("  " + wordy.id()));
  }

  @Test
  void write_whenSessionsAreBelievable_fits100Columns() {
    List<Session> sessions = SessionFixtures.seeded(3, CliRun.NOW).sessions(500);

    assertThat(Samples.printed(plain, sessions.toArray(Session[]::new)).lines())
        .hasSize(502)
        .allSatisfy(line -> assertThat(DisplayWidth.of(line)).isLessThanOrEqualTo(100));
  }

  @Test
  void write_whenDeviceIsOnlyKnownToBeMobile_saysSo() {
    Session mobile =
        Samples.bare().latestActivity(SessionActivity.builder("a").isMobile(true).build()).build();

    assertThat(Samples.printed(plain, mobile)).contains("  mobile  -      sess_");
  }

  @Test
  void write_whenStatusIsNew_printsItsText() {
    assertThat(Samples.printed(coloured, Samples.bare().rawStatus("dormant").build()))
        .contains("\ndormant  ");
  }

  @Test
  void write_whenTextHasTerminalSequences_printsNoneOfThem() {
    Session hostile =
        Samples.bare()
            .id("sess_\u001b[31mred")
            .rawStatus("act\u0007ive")
            .latestActivity(
                SessionActivity.builder("a")
                    .deviceType("\u001b]0;title\u0007Phone\nline")
                    .city("\u202eniloreB")
                    .country("\u009b2JDE")
                    .build())
            .build();

    assertThat(Samples.printed(plain, hostile))
        .contains("\nactive  ", "Phone line", "niloreB, DE", "sess_red")
        .doesNotContainPattern("[\\p{Cc}&&[^\\n]]|\\p{Cf}");
  }

  @ParameterizedTest
  @CsvSource({"ACTIVE,32", "PENDING,33", "REVOKED,31", "EXPIRED,2"})
  void write_whenColoured_coloursTheStatusAlone(SessionStatus status, String code) {
    String padding = " ".repeat(Math.max(0, "STATUS".length() - status.value().length()));

    assertThat(Samples.printed(coloured, Samples.bare().status(status).build()))
        .contains("\n\u001b[" + code + "m" + status.value() + padding + "\u001b[0m  1 min ago");
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "UNRECOGNIZED")
  void write_whenNotColoured_hasNoEscape(SessionStatus status) {
    assertThat(Samples.printed(plain, Samples.bare().status(status).build()))
        .contains(status.value())
        .doesNotContain("\u001b");
  }
}
