package dev.clerksessions.cli;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Damage to an audit's two files, and the same file under two names. */
class ResumableFileSinkTest {

  private static final AuditSettings SETTINGS =
      new AuditSettings("active", "https://api.clerk.com", "2026-05-12", "0123456789abcdef");
  private static final List<String> USERS = List.of("user_a", "user_b", "user_c");
  private static final UserList KNOWN = new UserList(4, "01234567", false);
  private static final int LINE = "line of 0\n".length();

  @TempDir private Path folder;

  private Path file;
  private Path journal;

  @BeforeEach
  void interrupt() throws IOException {
    file = folder.resolve("audit");
    journal = folder.resolve("audit.resume");
    try (ResumableFileSink audit = ResumableFileSink.open(file, SETTINGS)) {
      audit.recordUsers(KNOWN);
      for (int i = 0; i < USERS.size(); i++) {
        // In another order than the input's.
        int place = (i + 1) % USERS.size();
        audit.write(
            place, USERS.get(place), place == 0, ("line of " + place + "\n").getBytes(UTF_8));
      }
    }
  }

  @Test
  void open_withAnIntactJournal_hasItsUsers() throws IOException {
    try (ResumableFileSink audit = ResumableFileSink.open(file, SETTINGS)) {
      assertThat(has(audit)).containsExactly(0, 1, 2);
      assertThat(audit.has(3, "user_d")).isFalse();
      assertThat(audit.failedBefore()).isEqualTo(1);
      audit.write(3, "user_d", false, "line of 3\n".getBytes(UTF_8));
      audit.complete();
    }

    assertThat(file).hasContent("line of 1\nline of 2\nline of 0\nline of 3\n");
    assertThat(journal).doesNotExist();
  }

  @Test
  void open_whenAnyCharacterOfTheJournalIsWrong_isRefused() throws IOException {
    byte[] intact = Files.readAllBytes(journal);
    // Without its line feed the last line is one that was cut short.
    for (int i = 0; i < intact.length - 1; i++) {
      for (int wrong : new int[] {intact[i] ^ 1, intact[i] ^ 0x80, '\n'}) {
        if (intact[i] != (byte) wrong) {
          byte[] damaged = intact.clone();
          damaged[i] = (byte) wrong;
          refuses(damaged);
        }
      }
    }
  }

  @Test
  void open_whenAnyCharacterOfTheJournalIsMissing_isRefused() throws IOException {
    String intact = Files.readString(journal);
    for (int i = 0; i < intact.length() - 1; i++) {
      refuses((intact.substring(0, i) + intact.substring(i + 1)).getBytes(ISO_8859_1));
    }
  }

  @Test
  void open_whenALineOfTheJournalIsMissingTwiceOrElsewhere_isRefused() throws IOException {
    List<String> intact = Files.readAllLines(journal);
    for (int i = 0; i < intact.size(); i++) {
      if (i < intact.size() - 1) {
        List<String> missing = new ArrayList<>(intact);
        missing.remove(i);
        refuses(text(missing));
      }
      for (int j = 0; j <= intact.size(); j++) {
        List<String> twice = new ArrayList<>(intact);
        twice.add(j, intact.get(i));
        refuses(text(twice));
      }
    }
  }

  /**
   * Replays every moment at which a kill may come: the journal gets the entry and the line, then
   * the file gets the line, then the journal loses it.
   */
  @Test
  void open_afterAKillAtAnyByte_goesOnAfterWhatIsThere() throws IOException {
    String lines = Files.readString(file);
    List<String> records = Files.readAllLines(journal);
    String before = records.get(0) + "\n" + records.get(1) + "\n";
    for (int done = 0; done < USERS.size(); done++) {
      String written = lines.substring(0, done * LINE);
      String line = lines.substring(done * LINE, (done + 1) * LINE);
      String after = before + records.get(done + 2) + "\n";
      for (int length = before.length(); length < (after + line).length(); length++) {
        resumes(written, (after + line).substring(0, length), written, before);
      }
      for (int length = 0; length <= line.length(); length++) {
        resumes(written + line.substring(0, length), after + line, written + line, after);
      }
      resumes(written + line, after, written + line, after);
      before = after;
    }
  }

  private void resumes(String lines, String records, String keptLines, String keptRecords)
      throws IOException {
    Files.writeString(file, lines);
    Files.writeString(journal, records);
    try (ResumableFileSink audit = ResumableFileSink.open(file, SETTINGS)) {
      assertThat(has(audit)).as(records).hasSize(keptLines.length() / LINE);
      assertThat(file).as(records).hasContent(keptLines);
      assertThat(journal).as(records).hasContent(keptRecords);
      audit.write(3, "user_d", false, "line of 3\n".getBytes(UTF_8));
    }
    ResumableFileSink.open(file, SETTINGS).close();
    assertThat(file).hasContent(keptLines + "line of 3\n");
  }

  /** The file may have been exchanged after the process was killed. */
  @Test
  void open_whenTheFileHasWhatIsNotInTheJournal_isRefused() throws IOException {
    List<String> records = Files.readAllLines(journal);
    String line = "line of 1\n";
    List<String> foreign =
        List.of(
            "h", "hello", "hello\n", "{\"userId\":\"user_a\",\"sessions\":[]}\n", line, "line of");
    for (int count = 1; count <= 2; count++) {
      byte[] withoutEntries = text(records.subList(0, count));
      for (String content : foreign) {
        Files.writeString(file, content);
        refuses(withoutEntries);
      }
    }
    byte[] oneEntry = text(records.subList(0, 3));
    byte[] oneEntryAndItsLine = (new String(oneEntry, UTF_8) + line).getBytes(UTF_8);
    for (String content : foreign) {
      if (!line.startsWith(content)) {
        Files.writeString(file, content);
        refuses(oneEntry);
        refuses(oneEntryAndItsLine);
      }
      Files.writeString(file, line + content);
      refuses(oneEntry);
      refuses(oneEntryAndItsLine);
    }
  }

  @Test
  void open_whenTheJournalHasMoreThanAnInterruptionLeaves_isRefused() throws IOException {
    String intact = Files.readString(journal);
    for (String more :
        List.of("my notes", "my notes\n", "2 01234567 x", "line of 1\n", "line of")) {
      refuses((intact + more).getBytes(UTF_8));
    }
  }

  /** What follows an entry whose line isn't in the file would become that line. */
  @Test
  void open_whenTheJournalHasAnotherLineThanTheEntry_isRefused() throws IOException {
    Files.write(file, new byte[0]);
    String oneEntry = new String(text(Files.readAllLines(journal).subList(0, 3)), UTF_8);
    for (String more :
        List.of("my note \n", "\n", "line of 2\n", "line of 1\nline of 2\n", "0123456789")) {
      refuses((oneEntry + more).getBytes(UTF_8));
    }
  }

  @Test
  void open_whenTheJournalWasCutShortAfterItsLines_isRefused() throws IOException {
    String intact = Files.readString(journal);
    for (int length = 0; length < intact.length(); length++) {
      refuses(intact.substring(0, length).getBytes(UTF_8));
    }
  }

  @Test
  void open_withCarriageReturns_isRefused() throws IOException {
    String intact = Files.readString(journal);
    refuses(intact.replace("\n", "\r\n").getBytes(UTF_8));
    Files.writeString(file, Files.readString(file).replace("\n", "\r\n"));
    refuses(intact.getBytes(UTF_8));
  }

  @Test
  void open_whenTheHeaderIsOfOtherSettingsAndCutShort_isRefused() throws IOException {
    Files.write(file, new byte[0]);
    String header = Files.readString(journal).lines().findFirst().orElseThrow();
    refuses(header.replace("active", "ended").substring(0, 60).getBytes(UTF_8));
    refuses("clerk-sessions-audit notes of mine".getBytes(UTF_8));
    refuses((header + " and more").getBytes(UTF_8));
  }

  @Test
  void open_whenTheJournalIsNoFileOfItsOwn_isRefusedAndLeavesIt() throws IOException {
    Path fresh = folder.resolve("fresh");
    Path target = Files.createFile(folder.resolve("target"));
    List<Path> strange =
        List.of(
            Files.createDirectory(folder.resolve("folder.resume")),
            Files.createSymbolicLink(folder.resolve("link.resume"), target),
            Files.createSymbolicLink(folder.resolve("nowhere.resume"), fresh));
    for (Path each : strange) {
      String name = each.getFileName().toString().replace(".resume", "");
      assertThatThrownBy(() -> ResumableFileSink.open(folder.resolve(name), SETTINGS))
          .isInstanceOf(AuditRefusedException.class)
          .hasMessage("the journal must be a regular file, was " + each);
    }
    assertThat(target).isEmptyFile();
    assertThat(fresh).doesNotExist();
  }

  /** An audit whose file is named as another one's journal. */
  @Test
  void open_whenTheJournalIsTheFileOfAnotherAudit_isRefused() throws IOException {
    Path other = folder.resolve("fresh.resume");
    try (ResumableFileSink audit = ResumableFileSink.open(other, SETTINGS)) {
      assertThat(audit.failedBefore()).isZero();
      assertThatThrownBy(() -> ResumableFileSink.open(folder.resolve("fresh"), SETTINGS))
          .isInstanceOf(AuditRefusedException.class)
          .hasMessageStartingWith("--output-file must be written by one audit at a time");
    }
    assertThat(other).isEmptyFile();
  }

  @Test
  void open_whenThereIsNoFolder_saysSo() {
    Path missing = folder.resolve("missing/audit");

    assertThatThrownBy(() -> ResumableFileSink.open(missing, SETTINGS))
        .isInstanceOf(IOException.class)
        .hasMessage(
            "--output-file or its journal can't be written: "
                + missing
                + " (no such file or folder)");
  }

  @Test
  void checkUsers_whenTheyAreOthersThanBefore_isRefused() throws IOException {
    try (ResumableFileSink audit = ResumableFileSink.open(file, SETTINGS)) {
      assertThat(audit.knownUsers()).isEqualTo(KNOWN);
      audit.checkUsers(new UserList(3, "00000000", false));
      audit.checkUsers(KNOWN);
      audit.checkUsers(new UserList(5, "00000000", true));
      refuses(audit, new UserList(4, "01234568", false), "has others among the first 4");
      refuses(audit, new UserList(3, "00000000", true), "has 3 users, at least 4 then");
      audit.recordUsers(new UserList(3, "00000000", false));
      audit.recordUsers(new UserList(5, "89abcdef", true));
      audit.recordUsers(new UserList(6, "00000000", true));
    }
    try (ResumableFileSink audit = ResumableFileSink.open(file, SETTINGS)) {
      assertThat(audit.knownUsers()).isEqualTo(new UserList(5, "89abcdef", true));
      audit.checkUsers(new UserList(5, "89abcdef", true));
      refuses(audit, new UserList(6, "00000000", false), "has more users, 5 then");
      refuses(audit, new UserList(4, "01234567", true), "has 4 users, 5 then");
    }
  }

  private static void refuses(ResumableFileSink audit, UserList users, String difference) {
    assertThatThrownBy(() -> audit.checkUsers(users))
        .isInstanceOf(AuditRefusedException.class)
        .hasMessage("--users-file must be the one that the audit was started with, " + difference);
  }

  @Test
  void open_whenTheHeaderIsCutShort_isRefusedIfThereAreLines() throws IOException {
    String intact = Files.readString(journal);
    for (int length = 0; length < intact.indexOf('\n'); length++) {
      refuses(intact.substring(0, length).getBytes(ISO_8859_1));
    }
  }

  @Test
  void open_whenTheHeaderIsCutShortAndThereAreNoLines_starts() throws IOException {
    Files.write(file, new byte[0]);
    String header = Files.readString(journal).lines().findFirst().orElseThrow();
    for (int length = 0; length < header.length(); length++) {
      Files.writeString(journal, header.substring(0, length));
      ResumableFileSink.open(file, SETTINGS).close();
      assertThat(journal).hasContent(header + "\n");
    }
  }

  @Test
  void open_whenTheJournalIsSomethingElse_leavesIt() throws IOException {
    Files.write(file, new byte[0]);
    refuses("my notes on clerk-sessions".getBytes(UTF_8));
    refuses("my notes\n".getBytes(UTF_8));
  }

  @Test
  void open_whenTheJournalIsOfAnotherFormat_isRefused() throws IOException {
    for (int format : new int[] {1, 3}) {
      String other = Checksums.append("clerk-sessions-audit " + format + " with=more") + "\n";
      Files.writeString(journal, other);

      assertThatThrownBy(() -> ResumableFileSink.open(file, SETTINGS))
          .isInstanceOf(AuditRefusedException.class)
          .hasMessageStartingWith("the journal must have format 2, is of another version of");
      assertThat(journal).hasContent(other);
    }
  }

  @Test
  void open_whenAnyByteOfTheLinesIsWrong_isRefused() throws IOException {
    byte[] intact = Files.readAllBytes(file);
    byte[] entries = Files.readAllBytes(journal);
    for (int i = 0; i < intact.length; i++) {
      byte[] damaged = intact.clone();
      damaged[i] ^= 1;
      Files.write(file, damaged);
      refuses(entries);
    }
  }

  @Test
  void open_whenLinesAreMissing_isRefused() throws IOException {
    byte[] entries = Files.readAllBytes(journal);
    Files.writeString(file, "line of 1\nline of 2\nline of");
    refuses(entries);
    Files.write(file, new byte[0]);
    refuses(entries);
  }

  @Test
  void open_whenThereAreLinesAndNoJournal_isRefusedAndMakesNone() throws IOException {
    byte[] lines = Files.readAllBytes(file);
    Files.delete(journal);

    assertThatThrownBy(() -> ResumableFileSink.open(file, SETTINGS))
        .isInstanceOf(AuditRefusedException.class)
        .hasMessageStartingWith("--output-file must not exist yet, or have a journal");
    assertThat(file).hasBinaryContent(lines);
    assertThat(journal).doesNotExist();
  }

  @Test
  void open_underAnotherName_isRefused() throws IOException {
    Path link = Files.createSymbolicLink(folder.resolve("symbolic"), file);
    Path hardLink = Files.createLink(folder.resolve("hard"), file);

    try (ResumableFileSink audit = ResumableFileSink.open(file, SETTINGS)) {
      assertThat(has(audit)).hasSize(3);
      for (Path name : List.of(file, link, hardLink)) {
        assertThatThrownBy(() -> ResumableFileSink.open(name, SETTINGS))
            .isInstanceOf(AuditRefusedException.class)
            .hasMessageStartingWith("--output-file must be written by one audit at a time");
      }
    }
    for (Path name : List.of(link, hardLink)) {
      assertThatThrownBy(() -> ResumableFileSink.open(name, SETTINGS))
          .isInstanceOf(AuditRefusedException.class)
          .hasMessageStartingWith("--output-file must not exist yet, or have a journal");
    }
    assertThat(file).content().hasLineCount(3);
  }

  /** A file that was opened under the path before, and isn't the one that is there now. */
  @Test
  void lock_whenThePathNamesAnotherFile_isRefused() throws IOException {
    Path path = folder.resolve("moved");
    FileChannel opened =
        FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    Files.move(path, folder.resolve("elsewhere"));
    assertThatThrownBy(() -> LockedFile.lock(path, opened))
        .isInstanceOf(AuditRefusedException.class)
        .hasMessageStartingWith("--output-file must not be moved or deleted while an audit starts");
    assertThat(opened.isOpen()).isFalse();

    FileChannel openedAgain =
        FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    Files.copy(file, path, StandardCopyOption.REPLACE_EXISTING);
    assertThatThrownBy(() -> LockedFile.lock(path, openedAgain))
        .isInstanceOf(AuditRefusedException.class);
    LockedFile.open(path).close();
  }

  @Test
  void complete_whenTheJournalCannotBeDeleted_saysSo() throws IOException {
    try (ResumableFileSink audit = ResumableFileSink.open(file, SETTINGS)) {
      Files.delete(journal);
      Files.createDirectories(journal.resolve("not empty"));

      assertThatThrownBy(audit::complete)
          .isInstanceOf(IOException.class)
          .hasMessageStartingWith("--output-file is complete, but its journal can't be deleted: ");
    }
  }

  private void refuses(byte[] entries) throws IOException {
    byte[] lines = Files.readAllBytes(file);
    Files.write(journal, entries);
    assertThatThrownBy(() -> ResumableFileSink.open(file, SETTINGS))
        .as(() -> new String(entries, ISO_8859_1))
        .isInstanceOf(AuditRefusedException.class);
    assertThat(journal).hasBinaryContent(entries);
    assertThat(file).hasBinaryContent(lines);
  }

  private static List<Integer> has(ResumableFileSink audit) {
    List<Integer> places = new ArrayList<>();
    for (int i = 0; i < USERS.size(); i++) {
      if (audit.has(i, USERS.get(i))) {
        places.add(i);
      }
    }
    return places;
  }

  private static byte[] text(List<String> lines) {
    return (String.join("\n", lines) + "\n").getBytes(ISO_8859_1);
  }
}
