package dev.clerksessions;

import dev.clerksessions.error.MalformedResponseException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.ConcurrentModificationException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where a run over all pages stands. It asks for nothing itself: it says where the next page
 * begins, and takes of the page what is new.
 *
 * <p>The API sorts by a time that never changes, newest first. So all sessions that were there all
 * the time have been yielded down to the last one, as long as each page reaches back to sessions
 * that were yielded before: pages overlap by one session, and one that doesn't reach back, since
 * sessions before it have vanished, is dropped and asked for further ahead.
 */
final class PageCursor {

  /** Of pages in a row that bring nothing new; sessions appear or vanish faster than we read. */
  private static final int MOST_FRUITLESS = 100;

  private final SessionListParams params;
  private final int overlap;
  private long offset;
  private int stride;
  private long back;
  private long ahead;
  private int fruitless;
  private @Nullable Instant last;
  // Those of the same time as the last: their order among each other isn't documented.
  private Set<String> idsOfLast = new LinkedHashSet<>();
  private boolean ended;

  PageCursor(SessionListParams params, int overlap) {
    this.params = params;
    this.overlap = overlap;
    offset = params.offset();
    stride = Math.max(1, params.limit() - overlap);
  }

  /** Where the next page begins. */
  long offset() {
    return offset;
  }

  /** How far apart pages begin. */
  int stride() {
    return stride;
  }

  /** How many sessions of a page were in the one before. */
  int overlap() {
    return overlap;
  }

  boolean ended() {
    return ended;
  }

  /** The page that begins at an offset. */
  SessionListParams pageAt(long pageOffset) {
    return params.toBuilder().offset(pageOffset).build();
  }

  /** Returns at most {@code most} new sessions, or null when another page must be asked for. */
  @Nullable List<Session> accept(
      long pageOffset, PaginatedResourceResponse<Session> page, long most) {
    checkOrder(page.data());
    if (last != null && overlap > 0 && pageOffset > 0 && !reachesBack(page.data())) {
      stepBack(pageOffset, page.totalCount());
      countFruitless();
      return null;
    }
    List<Session> fresh = new ArrayList<>();
    int read = 0;
    for (Session session : page.data()) {
      if (isNew(session)) {
        if (fresh.size() == most) {
          break;
        }
        note(session);
        fresh.add(session);
      }
      read++;
    }
    goOn(pageOffset, read, page, fresh.isEmpty());
    return fresh.isEmpty() && !ended ? null : fresh;
  }

  private void goOn(
      long pageOffset, int read, PaginatedResourceResponse<Session> page, boolean nothingNew) {
    boolean whole = read == page.data().size();
    ended = whole && (read == 0 || pageOffset + read >= page.totalCount());
    if (whole && !ended) {
      stride = Math.max(1, read - overlap);
    }
    offset = pageOffset + Math.max(1, read - overlap);
    if (nothingNew && !ended) {
      goAhead();
      countFruitless();
    } else {
      back = 0;
      ahead = 0;
      fruitless = 0;
    }
  }

  /** Many sessions have appeared: skips ever more of what was read, unless that went too far. */
  private void goAhead() {
    if (back == 0) {
      offset += ahead;
      ahead = Math.max(stride, 2 * ahead);
    }
  }

  private boolean isNew(Session session) {
    return last == null
        || session.createdAt().isBefore(last)
        || (session.createdAt().equals(last) && !idsOfLast.contains(session.id()));
  }

  private void note(Session session) {
    if (!session.createdAt().equals(last)) {
      last = session.createdAt();
      idsOfLast = new LinkedHashSet<>();
    }
    idsOfLast.add(session.id());
  }

  /** Returns whether nothing that is still to come can lie between the last session and these. */
  private boolean reachesBack(List<Session> data) {
    if (data.isEmpty()) {
      return false;
    }
    return data.get(0).createdAt().isAfter(last)
        || data.stream()
            .anyMatch(
                session -> session.createdAt().equals(last) && idsOfLast.contains(session.id()));
  }

  private void stepBack(long pageOffset, long totalCount) {
    if (pageOffset > offset) {
      // Asked for ahead of its time: what is known by now says where it begins.
      return;
    }
    back = Math.max(stride, 2 * back);
    offset = Math.max(0, Math.min(pageOffset, totalCount) - back);
  }

  private void countFruitless() {
    fruitless++;
    if (fruitless > MOST_FRUITLESS) {
      throw new ConcurrentModificationException(
          fruitless + " pages in a row had nothing new: sessions change faster than they are read");
    }
  }

  /** A page in another order would lose sessions, and nobody would notice. */
  private static void checkOrder(List<Session> data) {
    for (int i = 1; i < data.size(); i++) {
      if (data.get(i).createdAt().isAfter(data.get(i - 1).createdAt())) {
        throw new MalformedResponseException(
            "data[" + i + "].created_at", "must be no later than that of the session before", null);
      }
    }
  }

  /** Says all that is needed to go on from here. */
  String checkpoint() {
    return new Checkpoint(params, offset, last, idsOfLast, ended).toString();
  }

  /**
   * Goes on from a checkpoint.
   *
   * @throws IllegalArgumentException when it isn't one, or one of other parameters
   */
  void goTo(String token) {
    Checkpoint checkpoint = Checkpoint.parse(token, params);
    offset = checkpoint.offset();
    last = checkpoint.last();
    idsOfLast = new LinkedHashSet<>(checkpoint.idsOfLast());
    ended = checkpoint.ended();
  }
}
