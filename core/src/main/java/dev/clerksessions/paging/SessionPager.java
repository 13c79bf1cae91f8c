package dev.clerksessions.paging;

import dev.clerksessions.Session;
import dev.clerksessions.SessionListParams;
import dev.clerksessions.SessionsPort;
import dev.clerksessions.error.ClerkException;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.concurrent.Flow;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * All sessions of a user or a client, page after page, over any {@link SessionsPort}.
 *
 * <pre>{@code
 * SessionPager pager = SessionPager.of(sessions, params);
 * for (Session session : pager) {
 *   System.out.println(session.id());
 * }
 * }</pre>
 *
 * <p>Sessions appear and vanish while a run goes over them. What holds all the same: a session that
 * exists and matches from the run's first request to its last is returned once, none is returned
 * twice, and the run ends. Pages overlap for that, and a page before which others vanished is
 * requested again further ahead. Sessions created in the same millisecond may be in another order
 * in each response, as long as they are fewer than a page.
 *
 * <p>The API's total count is a hint that saves requests; it may be wrong, or of another moment
 * than the page. The run ends with a page that isn't full and reaches the total count, or with an
 * empty page after all that was read; after a full page, one more is requested. A server may return
 * fewer sessions than requested if its total count isn't too low. If it returns another number each
 * time and sessions vanish during the run, the end can't be told from a page that is too short.
 * Sessions of another status than requested are left out, should the server ignore the filter.
 *
 * <p>What can't be promised: a session that appears, vanishes, or begins or ceases to match
 * meanwhile may be returned or not, and what is returned is as it was when its page was read. If
 * sessions change faster than they are read, the run ends with a {@link
 * java.util.ConcurrentModificationException}. All of it rests on the API's order, newest first by a
 * time of creation that never changes; a page in another order is a {@link
 * dev.clerksessions.error.MalformedResponseException}, and so is the first page at every offset.
 *
 * <p>Each iterator, stream and subscription is a run of its own, begins with its first request when
 * it is first used, and holds a page, and those that were fetched ahead. A pager is safe for use by
 * many threads, an iterator or a stream is for one at a time.
 */
public final class SessionPager implements Iterable<Session> {

  /** How many pages are fetched ahead if nothing else is said: {@value}. */
  public static final int DEFAULT_PREFETCH = 1;

  private final SessionsPort port;
  private final SessionListParams params;
  private final int prefetch;
  private final long maxSessions;
  private final @Nullable String checkpoint;

  private SessionPager(Builder builder) {
    port = builder.port;
    prefetch = builder.prefetch;
    maxSessions = builder.maxSessions;
    checkpoint = builder.checkpoint;
    // One more than wanted is read again with the next page.
    long size = Math.max(2, Math.min(builder.pageSize, maxSessions + 1));
    params = builder.params.toBuilder().limit((int) size).build();
    cursor();
  }

  /**
   * Pages with the defaults.
   *
   * @param port lists each page
   * @param params whose sessions, and which; the run begins at their offset, their limit doesn't
   *     count
   * @return a pager that has asked for nothing yet
   */
  public static SessionPager of(SessionsPort port, SessionListParams params) {
    return builder(port, params).build();
  }

  /**
   * Starts with pages of {@value SessionListParams#MAX_LIMIT}, {@value #DEFAULT_PREFETCH} fetched
   * ahead, and no bound.
   *
   * @param port lists each page
   * @param params whose sessions, and which; the run begins at their offset, their limit doesn't
   *     count
   * @return a builder
   */
  public static Builder builder(SessionsPort port, SessionListParams params) {
    return new Builder(port, params);
  }

  /**
   * The sessions, one by one. An iterator that isn't used to its end leaves at most the pages that
   * were fetched ahead, which nobody waits for. After a failure it can be asked again, and goes on
   * where it was; after an interrupt, too, once the thread's flag is cleared.
   *
   * @return an iterator whose methods block while a page is read, and throw what {@link
   *     SessionsPort#getSessionList} throws, as a {@link ClerkException}. An interrupt cancels the
   *     requests that are under way and is a {@link
   *     dev.clerksessions.error.CallInterruptedException}; the thread's flag stays set
   */
  @Override
  public Iterator<Session> iterator() {
    Iterator<SessionPage> pages = new PageIterator(reader());
    return new Iterator<>() {
      private Iterator<Session> page = List.<Session>of().iterator();

      @Override
      public boolean hasNext() {
        while (!page.hasNext() && pages.hasNext()) {
          page = pages.next().data().iterator();
        }
        return page.hasNext();
      }

      @Override
      public Session next() {
        if (!hasNext()) {
          throw new NoSuchElementException("there is no session behind the last one");
        }
        return page.next();
      }
    };
  }

  /**
   * The sessions, as a stream.
   *
   * @return a sequential, ordered stream; closing it cancels the pages that were fetched ahead
   */
  public Stream<Session> stream() {
    return pages().flatMap(page -> page.data().stream());
  }

  /**
   * The sessions in the pages they came in, each with a checkpoint. Its iterator can be asked again
   * after a failure or an interrupt, as that of {@link #iterator}.
   *
   * @return a sequential, ordered stream; closing it cancels the pages that were fetched ahead
   */
  public Stream<SessionPage> pages() {
    PageReader reader = reader();
    return StreamSupport.stream(
            Spliterators.spliteratorUnknownSize(
                new PageIterator(reader), Spliterator.ORDERED | Spliterator.NONNULL),
            false)
        .onClose(reader::close);
  }

  /**
   * The sessions, without blocking: each subscription is a run of its own, and reads no further
   * than is asked for and fetched ahead. With a prefetch of 0 the port blocks the thread that asks.
   *
   * @return a publisher after the rules of Reactive Streams; it fails with what {@link
   *     SessionsPort#getSessionListAsync} fails with, or throws
   */
  public Flow.Publisher<Session> publisher() {
    return subscriber -> SessionSubscription.start(subscriber, reader());
  }

  private PageReader reader() {
    return new PageReader(port, cursor(), prefetch, maxSessions);
  }

  private PageCursor cursor() {
    PageCursor cursor = new PageCursor(params);
    if (checkpoint != null) {
      cursor.restore(checkpoint);
    }
    return cursor;
  }

  /** Collects what a pager needs. For one thread at a time. */
  public static final class Builder {

    /** Offset and bound are added to each other. */
    private static final long NO_BOUND = Long.MAX_VALUE / 4;

    private final SessionsPort port;
    private final SessionListParams params;
    private int pageSize = SessionListParams.MAX_LIMIT;
    private int prefetch = DEFAULT_PREFETCH;
    private long maxSessions = NO_BOUND;
    private @Nullable String checkpoint;

    private Builder(SessionsPort port, SessionListParams params) {
      this.port = Objects.requireNonNull(port, "port");
      this.params = Objects.requireNonNull(params, "params");
    }

    /**
     * Sets how many sessions a request asks for.
     *
     * @param pageSize 2 to {@value SessionListParams#MAX_LIMIT}; pages overlap, most often by two
     *     sessions
     * @return this
     * @throws IllegalArgumentException when it is out of range
     */
    public Builder pageSize(int pageSize) {
      if (pageSize < 2 || pageSize > SessionListParams.MAX_LIMIT) {
        throw new IllegalArgumentException(
            "pageSize must be 2 to " + SessionListParams.MAX_LIMIT + ", was " + pageSize);
      }
      this.pageSize = pageSize;
      return this;
    }

    /**
     * Sets how many pages are fetched ahead of the one that is used. With 0 each is asked for by
     * {@link SessionsPort#getSessionList} when it is needed, else by {@link
     * SessionsPort#getSessionListAsync}.
     *
     * @param prefetch 0 or more; as many and one are in memory at most
     * @return this
     * @throws IllegalArgumentException when it is negative
     */
    public Builder prefetch(int prefetch) {
      if (prefetch < 0) {
        throw new IllegalArgumentException("prefetch must be 0 or more, was " + prefetch);
      }
      this.prefetch = prefetch;
      return this;
    }

    /**
     * Sets how many sessions a run returns at most, not counting those that are left out; no bound
     * if never set.
     *
     * @param maxSessions 1 or more
     * @return this
     * @throws IllegalArgumentException when it is less than 1
     */
    public Builder maxSessions(long maxSessions) {
      if (maxSessions < 1) {
        throw new IllegalArgumentException("maxSessions must be 1 or more, was " + maxSessions);
      }
      this.maxSessions = Math.min(maxSessions, NO_BOUND);
      return this;
    }

    /**
     * Goes on where another run was, instead of at the parameters' offset. What holds of one run
     * holds of both together.
     *
     * @param checkpoint of a {@link SessionPage} of the same user, client and status; {@link
     *     #build} refuses any other
     * @return this
     */
    public Builder resumeFrom(String checkpoint) {
      this.checkpoint = Objects.requireNonNull(checkpoint, "checkpoint");
      return this;
    }

    /**
     * Makes the pager.
     *
     * @return a pager that has asked for nothing yet
     * @throws IllegalArgumentException when the checkpoint is none, or one of other parameters
     */
    public SessionPager build() {
      return new SessionPager(this);
    }
  }
}
