package dev.clerksessions.paging;

import dev.clerksessions.PaginatedResourceResponse;
import dev.clerksessions.Session;
import dev.clerksessions.SessionListParams;
import dev.clerksessions.error.MalformedResponseException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.ConcurrentModificationException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The position of a run over all pages. It does no I/O: it says where the next page begins, and
 * takes from each page what is new.
 *
 * <p>The API sorts by a time that never changes, newest first; the order of sessions of the same
 * time may change between requests. The position is the time of the last session taken, and the ids
 * taken of that time. Three rules keep it right, whatever the total count says:
 *
 * <ul>
 *   <li><b>A page counts if it overlaps</b>: if it begins with a session newer than the position,
 *       nothing that is still to come lies before it. Each page is requested so that it begins with
 *       the last session newer than the position. A page that doesn't overlap, because sessions
 *       before it have vanished, is dropped, and one further ahead is requested.
 *   <li><b>A page that overlaps and isn't full is the last one</b>, if the total count says so. If
 *       it doesn't, the total is wrong, or the server returned fewer sessions than requested: the
 *       run continues, and once a page brings nothing new, it ends if the page after that one is
 *       empty.
 *   <li><b>A full page that brings nothing new</b> means that many sessions have appeared: what was
 *       read has moved back, and the run skips ahead. Or the server ignores {@code offset}: then
 *       the page at offset 0 begins with the same session.
 * </ul>
 *
 * <p>Not final, so that tests can leave out a rule and show what it is for.
 */
class PageCursor {

  private static final int MAX_PAGES_WITHOUT_PROGRESS = 100;

  /**
   * From this offset on, a page that brings nothing new is compared with the first page. Two pages
   * so far apart begin with the same session only if as many sessions vanished between two
   * requests.
   */
  private static final long MIN_CHECKED_OFFSET = SessionListParams.MAX_LIMIT;

  private final SessionListParams params;
  private final OffsetSearch search = new OffsetSearch();
  private long offset;
  private @Nullable Instant last;
  private Set<String> idsOfLast = new LinkedHashSet<>();
  private boolean ended;
  // The size of the largest page that counted, 0 before the first.
  private int largest;
  private int pagesWithoutProgress;

  // Says how far to prefetch, and is relied on for nothing else.
  private long expectedTotal;

  // While the page at offset 0 is read again: what the suspicious page began with, and where the
  // run continues.
  private @Nullable String suspectId;
  private long offsetAfterCheck;

  // While the page after all that was read is requested: whether the list ends there.
  private boolean confirmingEnd;

  PageCursor(SessionListParams params) {
    this.params = params;
    offset = params.offset();
  }

  /** Where the next page begins. */
  long offset() {
    return offset;
  }

  /** How far apart pages begin, as far as is known in advance. */
  int stride() {
    return Math.max(1, capacity() - 2);
  }

  boolean ended() {
    return ended;
  }

  /** Returns whether a page at this offset, after the next one, is likely to bring something. */
  boolean isWorthPrefetching(long pageOffset) {
    return pageOffset > offset && pageOffset < expectedTotal - 2;
  }

  SessionListParams pageAt(long pageOffset) {
    return params.toBuilder().offset(pageOffset).build();
  }

  /**
   * Takes what is new from the page that begins at {@link #offset()}.
   *
   * @param max how many sessions to return at most; the rest isn't taken
   * @return the new sessions of the requested status; may be empty although more pages follow
   */
  List<Session> accept(PaginatedResourceResponse<Session> page, long max) {
    List<Session> data = page.data();
    checkOrder(data);
    expectedTotal = 0;
    if (suspectId != null) {
      endOffsetCheck(data);
      countPageWithoutProgress();
      return List.of();
    }
    if (confirmingEnd) {
      confirmEnd(data);
      return List.of();
    }
    if (!overlaps(data)) {
      offset = search.rewind(offset, data.isEmpty(), stride());
      countPageWithoutProgress();
      return List.of();
    }
    List<Session> requested = new ArrayList<>();
    boolean progress = false;
    int read = 0;
    for (Session session : data) {
      if (isNew(session)) {
        boolean matches = params.status() == null || params.status() == session.status();
        if (matches && requested.size() == max) {
          break;
        }
        remember(session);
        progress = true;
        if (matches) {
          requested.add(session);
        }
      }
      read++;
    }
    ended = read == data.size() && isEnd(page, progress);
    if (!ended) {
      if (!progress && data.size() < largest) {
        beginToConfirmEnd(data.size());
      } else {
        advance(data.subList(0, read), page.totalCount(), progress);
      }
    }
    return requested;
  }

  /** A server that sometimes returns fewer sessions than requested has more of them after these. */
  private void beginToConfirmEnd(int size) {
    offsetAfterCheck = offset;
    offset = OffsetSearch.after(offset, size);
    confirmingEnd = true;
  }

  private void confirmEnd(List<Session> data) {
    confirmingEnd = false;
    ended = data.isEmpty();
    if (!ended) {
      offset = offsetAfterCheck;
      countPageWithoutProgress();
    }
  }

  private void advance(List<Session> read, long totalCount, boolean progress) {
    boolean full = read.size() >= capacity();
    largest = Math.max(largest, read.size());
    long next = OffsetSearch.after(offset, step(read, read.size() == largest));
    if (progress) {
      pagesWithoutProgress = 0;
      search.reset();
      offset = next;
      expectedTotal = full ? totalCount : 0;
    } else {
      skipAhead(next, read);
      countPageWithoutProgress();
    }
  }

  /** Many sessions have appeared, or the server ignores the offset. */
  private void skipAhead(long next, List<Session> read) {
    boolean suspicious = offset >= MIN_CHECKED_OFFSET && search.isUnbounded();
    offset = search.skipAhead(next, stride());
    if (suspicious) {
      suspectId = read.get(0).id();
      offsetAfterCheck = offset;
      offset = 0;
    }
  }

  private void endOffsetCheck(List<Session> first) {
    if (!first.isEmpty() && first.get(0).id().equals(suspectId)) {
      throw new MalformedResponseException(
          "data", "is the first page at every offset: the server ignores offset", null);
    }
    suspectId = null;
    offset = offsetAfterCheck;
  }

  /**
   * Returns whether all that is still to come lies within the page or after it.
   *
   * <p>Where sessions of one time fill a page, no page can begin before them and end after them:
   * then one of those taken is enough, which is right if their order doesn't change.
   */
  boolean overlaps(List<Session> data) {
    if (last == null || offset == 0) {
      return true;
    }
    if (data.isEmpty()) {
      return false;
    }
    return data.get(0).createdAt().isAfter(last)
        || (idsOfLast.size() >= capacity() - 1 && data.stream().anyMatch(this::isTaken));
  }

  /** Returns whether a page that overlaps, and was read to its end, is the last one. */
  boolean isEnd(PaginatedResourceResponse<Session> page, boolean progress) {
    int size = page.data().size();
    if (size == 0) {
      return true;
    }
    if (size < capacity()) {
      return offset >= page.totalCount() - size;
    }
    // Pages of one session can't overlap.
    return size == 1 && !progress && search.foundNothingAt(offset + 1);
  }

  /**
   * Returns how much later the next page begins: with the last session that is newer than the
   * position, if that isn't the first of this page.
   */
  private static int step(List<Session> read, boolean full) {
    int size = read.size();
    int newer = size;
    while (newer > 0 && read.get(newer - 1).createdAt().equals(read.get(size - 1).createdAt())) {
      newer--;
    }
    if (newer > 1) {
      return newer - 1;
    }
    // Sessions of one time fill the page; or the list ends, which the same page shows once more.
    return full ? Math.max(1, size - 1) : 0;
  }

  /** How many sessions the server gives in one page, as far as is known. */
  private int capacity() {
    return largest == 0 ? params.limit() : largest;
  }

  private boolean isNew(Session session) {
    return last == null
        || session.createdAt().isBefore(last)
        || (session.createdAt().equals(last) && !idsOfLast.contains(session.id()));
  }

  boolean isTaken(Session session) {
    return session.createdAt().equals(last) && idsOfLast.contains(session.id());
  }

  private void remember(Session session) {
    if (!session.createdAt().equals(last)) {
      last = session.createdAt();
      idsOfLast = new LinkedHashSet<>();
    }
    idsOfLast.add(session.id());
  }

  private void countPageWithoutProgress() {
    pagesWithoutProgress++;
    if (pagesWithoutProgress > MAX_PAGES_WITHOUT_PROGRESS) {
      throw new ConcurrentModificationException(
          pagesWithoutProgress
              + " pages in a row had nothing new: sessions change faster than they are read");
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
  void restore(String token) {
    Checkpoint checkpoint = Checkpoint.parse(token, params);
    offset = checkpoint.offset();
    last = checkpoint.last();
    idsOfLast = new LinkedHashSet<>(checkpoint.idsOfLast());
    ended = checkpoint.ended();
  }
}
