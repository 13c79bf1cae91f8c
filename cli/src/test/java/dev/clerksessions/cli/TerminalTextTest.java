package dev.clerksessions.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TerminalTextTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a\u001b[1;31mb",
        "a\u001b[?25lb",
        "a\u001b]0;title\u0007b",
        "a\u001b]8;;http://evil.test\u001b\\b",
        "a\u001bP1$r\u001b\\b",
        "a\u009b2Jb",
        "a\u009dtitle\u009cb",
        "a\u001bcb",
        "a\u001b(0b"
      })
  void line_whenTextHasSequences_dropsThemWhole(String text) {
    assertThat(TerminalText.line(text)).isEqualTo("ab");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"\u0000", "\u0008", "\u007f", "\u0085", "\u202e", "\u2066", "\u200b", "\ufeff"})
  void line_whenTextHasInvisibleCharacters_dropsThem(String invisible) {
    assertThat(TerminalText.line("a" + invisible + "b")).isEqualTo("ab");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\n", "\r", "\t", "\u2028", "\u2029"})
  void line_whenTextHasLineEnds_makesThemBlanks(String end) {
    assertThat(TerminalText.line("a" + end + "b" + end)).isEqualTo("a b");
  }

  @Test
  void line_whenSequenceNeverEnds_dropsTheRest() {
    assertThat(TerminalText.line("a\u001b]0;" + "x".repeat(100_000))).isEqualTo("a");
  }

  @Test
  void lines_whenTextIsATrace_keepsItsLines() {
    assertThat(TerminalText.lines("a\n\tat b\u001b[2K\rc\n")).isEqualTo("a\n\tat bc\n");
  }

  @Test
  void line_whenTextIsPlain_isTheSame() {
    assertThat(TerminalText.line("São Paulo, 東京, 😀")).isEqualTo("São Paulo, 東京, 😀");
  }
}
