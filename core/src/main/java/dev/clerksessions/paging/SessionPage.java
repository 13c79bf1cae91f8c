package dev.clerksessions.paging;

import dev.clerksessions.Session;
import java.util.List;

/**
 * What one step of a {@link SessionPager} brings.
 *
 * @param data sessions that no page before had, newest first; unmodifiable, never empty
 * @param totalCount how many sessions the API counted when it was asked for this page; it may be
 *     wrong, and counts sessions that are left out should the API ignore the status
 * @param checkpoint where to go on behind this page, now or in another process: for {@link
 *     SessionPager.Builder#resumeFrom}. Printable ASCII without blanks, most often less than 100
 *     characters; it carries ids, no key
 */
public record SessionPage(List<Session> data, long totalCount, String checkpoint) {

  /**
   * Makes a page.
   *
   * @param data as above
   * @param totalCount as above
   * @param checkpoint as above
   */
  public SessionPage {
    data = List.copyOf(data);
  }
}
