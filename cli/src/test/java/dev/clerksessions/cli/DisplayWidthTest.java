package dev.clerksessions.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DisplayWidthTest {

  @ParameterizedTest
  @CsvSource({"Berlin,6", "São,3", "Sa\u0303o,3", "東京,4", "서울,4", "ＡＢ,4", "😀,2", "'',0"})
  void of_countsColumns(String text, int columns) {
    assertThat(DisplayWidth.of(text)).isEqualTo(columns);
  }

  @ParameterizedTest
  @CsvSource({"Berlin,6,Berlin", "Berlin,5,Berl…", "東京都,6,東京都", "東京都,5,東京…", "東京都,4,東…"})
  void cut_keepsWithinTheWidth(String text, int width, String expected) {
    assertThat(DisplayWidth.cut(text, width)).isEqualTo(expected);
  }
}
