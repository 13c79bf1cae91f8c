package dev.clerksessions;

import dev.clerksessions.internal.Preconditions;
import java.util.List;

/**
 * One page of a list, with the total number of items.
 *
 * @param data the items of the page, in the API's order; unmodifiable
 * @param totalCount the number of matching items on all pages; 0 or more
 * @param <T> the type of the items
 */
public record PaginatedResourceResponse<T>(List<T> data, long totalCount) {

  /**
   * Creates a page.
   *
   * @param data as above
   * @param totalCount as above
   * @throws IllegalArgumentException if {@code data} is null or {@code totalCount} is negative
   */
  public PaginatedResourceResponse {
    data = List.copyOf(Preconditions.requireSet("data", data));
    if (totalCount < 0) {
      throw new IllegalArgumentException("totalCount must be 0 or more, was " + totalCount);
    }
  }
}
