package dev.clerksessions.bulk;

import dev.clerksessions.ClerkConfig;
import dev.clerksessions.RateLimitable;
import dev.clerksessions.SessionStatus;
import dev.clerksessions.SessionsPort;
import dev.clerksessions.ratelimit.RateLimiter;
import java.util.Iterator;
import java.util.Objects;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * All sessions of many users, over any {@link SessionsPort}.
 *
 * <pre>{@code
 * try (Stream<UserSessions> audit = BulkSessions.of(sessions).list(userIds)) {
 *   audit.forEach(
 *       user -> {
 *         if (user.isComplete()) {
 *           System.out.println(user.userId() + ": " + user.sessions().size());
 *         } else {
 *           System.out.println(user.userId() + ": " + user.error());
 *         }
 *       });
 * }
 * }</pre>
 *
 * <p>Each user is yielded once, as soon as it is complete, in no order; a failure is one user's own
 * and never ends a run. Users are read as they are needed and may be more than fit into memory:
 * what is held is the users under way and, of the complete ones, at most as many. Threads are
 * virtual where the JDK has them. Safe for use by many threads; a stream is for one at a time.
 *
 * <p>A run stays within the API's rate limit. A {@link RateLimitable} port limits each attempt by
 * itself. Any other port, such as a decorator, needs {@link Builder#rateLimiter} or {@link
 * Builder#withoutRateLimit}: {@link Builder#build} refuses it without.
 */
public final class BulkSessions {

  /** How many users are under way at once if nothing else is said: {@value}. */
  public static final int DEFAULT_CONCURRENCY = 64;

  private final SessionsPort port;
  private final int concurrency;
  private final @Nullable SessionStatus status;

  private BulkSessions(Builder builder) {
    port = builder.limit.apply(builder.port);
    concurrency = builder.concurrency;
    status = builder.status;
  }

  /**
   * Lists with the defaults.
   *
   * @param port lists each page
   * @return a lister
   * @throws IllegalArgumentException when the port isn't {@link RateLimitable}
   * @throws IllegalStateException when Bucket4j is not on the class path, see {@link RateLimiter}
   */
  public static BulkSessions of(SessionsPort port) {
    return builder(port).build();
  }

  /**
   * Starts with sessions of any status, {@value #DEFAULT_CONCURRENCY} users at once, within the
   * rate limit.
   *
   * @param port lists each page
   * @return a builder
   */
  public static Builder builder(SessionsPort port) {
    return new Builder(port);
  }

  /**
   * Lists the sessions of users.
   *
   * @param userIds the users, read once, as they are needed, by one thread at a time
   * @return a sequential stream that ends when all users are yielded; close it to end the calls
   *     that are under way when it isn't used to its end. It throws what the iterator of the users
   *     throws (a checked exception as the cause of an {@link IllegalStateException}), and an
   *     {@link Error} of the port, after the users that came before; a {@link
   *     java.util.concurrent.CancellationException} when it is closed while it is used; and a
   *     {@link dev.clerksessions.error.CallInterruptedException} when the thread that uses it is
   *     interrupted. An interrupted flag that the port or the iterator leaves set on a thread of
   *     the run has no effect
   */
  public Stream<UserSessions> list(Iterable<String> userIds) {
    return list(userIds.iterator());
  }

  /**
   * Lists the sessions of users.
   *
   * @param userIds the users, as above; closed with the stream that is returned
   * @return a stream as above
   */
  public Stream<UserSessions> list(Stream<String> userIds) {
    return list(userIds.iterator()).onClose(userIds::close);
  }

  /**
   * Lists the sessions of users.
   *
   * @param userIds the users, as above
   * @return a stream as above
   */
  public Stream<UserSessions> list(Iterator<String> userIds) {
    BulkRun run = new BulkRun(userIds, port, status, concurrency);
    return StreamSupport.stream(
            Spliterators.spliteratorUnknownSize(run, Spliterator.NONNULL), false)
        .onClose(run::close);
  }

  /** Collects what a lister needs. For one thread at a time. */
  public static final class Builder {

    private final SessionsPort port;
    private int concurrency = DEFAULT_CONCURRENCY;
    private UnaryOperator<SessionsPort> limit = Builder::limitedByItself;
    private @Nullable SessionStatus status;

    private Builder(SessionsPort port) {
      this.port = Objects.requireNonNull(port, "port");
    }

    /**
     * Sets which sessions are listed.
     *
     * @param status the status they must have; null, as if not set, for any
     * @return this
     */
    public Builder status(@Nullable SessionStatus status) {
      this.status = status;
      return this;
    }

    /**
     * Sets how many users are under way at once.
     *
     * @param concurrency 1 or more; each has a thread of its own and a call at a time
     * @return this
     * @throws IllegalArgumentException when it is less than 1
     */
    public Builder concurrency(int concurrency) {
      if (concurrency < 1) {
        throw new IllegalArgumentException("concurrency must be 1 or more, was " + concurrency);
      }
      this.concurrency = concurrency;
      return this;
    }

    /**
     * Limits the calls of a port that doesn't do so by itself. It counts calls, one for each page:
     * attempts that the port makes by itself aren't seen. So of a port that is {@link
     * RateLimitable} the attempts are no longer limited, unless by the {@link
     * ClerkConfig#rateLimiter()}, which is where its own limiter is set. A call waits for its
     * permit for as long as that takes; when it fails with a {@link
     * dev.clerksessions.error.RateLimitedException}, all calls under the limiter wait as long as
     * that asks for.
     *
     * @param rateLimiter the limiter; of this and {@link #withoutRateLimit} the last call counts
     * @return this
     */
    public Builder rateLimiter(RateLimiter rateLimiter) {
      Objects.requireNonNull(rateLimiter, "rateLimiter");
      limit = unlimited -> new LimitedCalls(unlimited, rateLimiter);
      return this;
    }

    /**
     * Uses the port as it is: for a port that is limited elsewhere, or an API without a limit.
     *
     * @return this
     */
    public Builder withoutRateLimit() {
      limit = UnaryOperator.identity();
      return this;
    }

    private static SessionsPort limitedByItself(SessionsPort port) {
      if (port instanceof RateLimitable limitable) {
        return limitable.rateLimited();
      }
      throw new IllegalArgumentException(
          "port must be RateLimitable, or else be limited by rateLimiter(...) or used by"
              + " withoutRateLimit(), was a "
              + port.getClass().getName());
    }

    /**
     * Makes the lister.
     *
     * @return a lister that has asked for nothing yet
     * @throws IllegalArgumentException when the port isn't {@link RateLimitable} and neither {@link
     *     #rateLimiter} nor {@link #withoutRateLimit} was called
     * @throws IllegalStateException when Bucket4j is not on the class path, see {@link RateLimiter}
     */
    public BulkSessions build() {
      return new BulkSessions(this);
    }
  }
}
