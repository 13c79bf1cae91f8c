package dev.clerksessions;

import dev.clerksessions.internal.Preconditions;
import java.util.List;

/**
 * One page of a list, and how long the whole list is.
 *
 * @param data the page, in the order of the API; unmodifiable
 * @param totalCount how many items match in all, not just on this page; 0 or more
 * @param <T> what is listed
 */
public record PaginatedResourceResponse<T>(List<T> data, long totalCount) {

  /**
   * Makes a page.
   *
   * @param data as above
   * @param totalCount as above
   * @throws IllegalArgumentException when {@code data} is null or {@code totalCount} negative
   */
  public PaginatedResourceResponse {
    data = List.copyOf(Preconditions.requireSet("data", data));
    if (totalCount < 0) {
      throw new IllegalArgumentException("totalCount must be 0 or more, was " + totalCount);
    }
  }
}
