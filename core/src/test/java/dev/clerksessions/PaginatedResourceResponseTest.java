package dev.clerksessions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PaginatedResourceResponseTest {

  @Test
  void page_whenTheListIsChangedAfterwards_staysAsItWas() {
    List<String> data = new ArrayList<>(List.of("a", "b"));
    PaginatedResourceResponse<String> page = new PaginatedResourceResponse<>(data, 7);
    data.clear();

    assertThat(page.data()).containsExactly("a", "b");
    assertThat(page.totalCount()).isEqualTo(7);
  }

  @Test
  void data_cannotBeChanged() {
    PaginatedResourceResponse<String> page = new PaginatedResourceResponse<>(List.of("a"), 1);

    assertThatExceptionOfType(UnsupportedOperationException.class)
        .isThrownBy(() -> page.data().clear());
  }

  @Test
  void page_whenDataIsNull_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new PaginatedResourceResponse<>(null, 0))
        .withMessage("data must be set, was null");
  }

  @Test
  void page_whenTotalCountIsNegative_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new PaginatedResourceResponse<>(List.of(), -1))
        .withMessage("totalCount must be 0 or more, was -1");
  }
}
