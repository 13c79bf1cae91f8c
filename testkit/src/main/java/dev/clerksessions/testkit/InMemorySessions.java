package dev.clerksessions.testkit;

import dev.clerksessions.PaginatedResourceResponse;
import dev.clerksessions.RateLimitable;
import dev.clerksessions.Session;
import dev.clerksessions.SessionListParams;
import dev.clerksessions.SessionStatus;
import dev.clerksessions.SessionTask;
import dev.clerksessions.SessionsPort;
import dev.clerksessions.error.CallInterruptedException;
import dev.clerksessions.error.MalformedResponseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A {@link SessionsPort} over sessions that a test puts in, or that come to be as users sign in and
 * out. It answers as the API does: newest first, sessions of the same time by their ids, and a
 * total that counts all that match. Safe for use by many threads; a page is always of one moment.
 *
 * <pre>{@code
 * ManualClock clock = new ManualClock();
 * InMemorySessions sessions = new InMemorySessions(clock);
 * Session session = sessions.signIn("user_1");
 * clock.advance(Duration.ofDays(7)); // the session is expired now
 * }</pre>
 */
public final class InMemorySessions extends RecordingFake implements RateLimitable {

  /** Of sessions that sign in here, so that their ids aren't those of a test's own fixtures. */
  private static final long SEED = 0x5e5510;

  private final SessionStore store = new SessionStore();
  private final SessionFixtures fixtures = SessionFixtures.seeded(SEED);
  private final boolean aging;
  private volatile @Nullable PaginatedResourceResponse<Session> cached;

  /**
   * Makes an empty store in which no time passes: it is always the start of 2026, and no session
   * expires, whatever its times are.
   */
  public InMemorySessions() {
    this(Clock.fixed(SessionFixtures.REFERENCE, ZoneOffset.UTC), false);
  }

  /**
   * Makes an empty store in which sessions age. One that is active or pending is {@code expired}
   * from its {@code expireAt} on, or {@code abandoned} from its {@code abandonAt} on if that comes
   * first, and was updated at that moment.
   *
   * @param clock tells the time, such as a {@link ManualClock}
   */
  public InMemorySessions(Clock clock) {
    this(clock, true);
  }

  private InMemorySessions(Clock clock, boolean aging) {
    super(clock);
    this.aging = aging;
  }

  /**
   * Adds a session.
   *
   * @param session the session, of an id that isn't here yet
   * @throws IllegalArgumentException when a session of that id is here
   */
  public void add(Session session) {
    addAll(List.of(session));
  }

  /**
   * Adds sessions, all or none.
   *
   * @param sessions the sessions, of ids that aren't here yet
   * @throws IllegalArgumentException when a session of one of the ids is here, or two have the same
   */
  public void addAll(Collection<Session> sessions) {
    store.addAll(sessions);
  }

  /**
   * Replaces the session of the same id, whatever it was.
   *
   * @param session what it is like from now on
   * @throws IllegalArgumentException when no session of that id is here
   */
  public void update(Session session) {
    store.change(session.id(), before -> session);
  }

  /**
   * Deletes a session, as if it had never been.
   *
   * @param id the session's id
   * @return whether it was here
   */
  public boolean delete(String id) {
    return store.remove(id);
  }

  /** Deletes all sessions. */
  public void clear() {
    store.removeIf(session -> true);
  }

  /**
   * All sessions.
   *
   * @return the sessions of this moment, newest first, unmodifiable
   */
  public List<Session> all() {
    Instant now = clock().instant();
    return store.newestFirst().stream().map(session -> at(session, now)).toList();
  }

  /**
   * A user signs in on a device that wasn't used before: an active session on a new client.
   *
   * @param userId the user
   * @return the session, which begins now, expires in 7 days and is abandoned in 30
   */
  public Session signIn(String userId) {
    return signIn(userId, UnaryOperator.identity());
  }

  /**
   * A user signs in.
   *
   * @param userId the user
   * @param change sets what should be different, such as a client that was there before, or a
   *     pending session and its tasks
   * @return the session, which begins now
   * @throws IllegalArgumentException when the change sets an id that is here
   */
  public Session signIn(String userId, UnaryOperator<Session.Builder> change) {
    Session.Builder begun;
    synchronized (fixtures) {
      begun = fixtures.begunAt(now()).userId(userId);
    }
    Session session = change.apply(begun).build();
    add(session);
    return session;
  }

  /**
   * The user signs out, and the session stays in its client: {@code ended}.
   *
   * @param id the session's id
   * @return what it is now
   * @throws IllegalArgumentException when no session of that id is here
   * @throws IllegalStateException when it is neither active nor pending
   */
  public Session signOut(String id) {
    return end(id, "sign out", SessionStatus.ENDED);
  }

  /**
   * The user signs out, and the session is removed from its client: {@code removed}.
   *
   * @param id the session's id
   * @return what it is now
   * @throws IllegalArgumentException when no session of that id is here
   * @throws IllegalStateException when it is neither active nor pending
   */
  public Session signOutAndRemove(String id) {
    return end(id, "sign out and remove", SessionStatus.REMOVED);
  }

  /**
   * The application ends a session: {@code revoked}.
   *
   * @param id the session's id
   * @return what it is now
   * @throws IllegalArgumentException when no session of that id is here
   * @throws IllegalStateException when it is neither active nor pending
   */
  public Session revoke(String id) {
    return end(id, "revoke", SessionStatus.REVOKED);
  }

  /**
   * A user signs in on the client of a session, which is {@code replaced}.
   *
   * @param id the id of the session that is replaced
   * @param userId the user who signs in
   * @return the new session, on the same client
   * @throws IllegalArgumentException when no session of that id is here
   * @throws IllegalStateException when it is neither active nor pending
   */
  public Session replace(String id, String userId) {
    synchronized (store) {
      Session replaced = end(id, "replace", SessionStatus.REPLACED);
      return signIn(userId, session -> session.clientId(replaced.clientId()));
    }
  }

  private Session end(String id, String operation, SessionStatus status) {
    return inUse(id, operation, (session, now) -> SessionLifecycle.changed(session, status, now));
  }

  /**
   * The user does something in a session: it is active now.
   *
   * @param id the session's id
   * @return what it is now; it doesn't expire any later
   * @throws IllegalArgumentException when no session of that id is here
   * @throws IllegalStateException when it is neither active nor pending
   */
  public Session touch(String id) {
    return inUse(id, "touch", SessionLifecycle::touched);
  }

  /**
   * The user completes a task; with the last one a pending session gets active.
   *
   * @param id the session's id
   * @param taskKey the task, such as {@code setup-mfa}
   * @return what it is now
   * @throws IllegalArgumentException when no session of that id is here
   * @throws IllegalStateException when it isn't pending, or has no such task
   */
  public Session completeTask(String id, String taskKey) {
    return inUse(
        id,
        "complete " + taskKey,
        (session, now) -> {
          Session after = SessionLifecycle.withoutTask(session, taskKey, now);
          if (session.status() != SessionStatus.PENDING || after == null) {
            throw new IllegalStateException(
                "session must be pending with the task "
                    + taskKey
                    + ", is "
                    + session.rawStatus()
                    + " with "
                    + session.tasks().stream().map(SessionTask::key).toList()
                    + ": "
                    + id);
          }
          return after;
        });
  }

  /**
   * Deletes old sessions that are neither active nor pending, as the API does from time to time.
   *
   * @param age those go that were updated so long ago or longer
   * @return how many went
   */
  public int purge(Duration age) {
    Instant now = now();
    return store.removeIf(
        stored -> {
          Session session = at(stored, now);
          return !SessionLifecycle.isInUse(session) && !session.updatedAt().plus(age).isAfter(now);
        });
  }

  /** What an operation makes of a session, and when. */
  private interface Operation {
    Session apply(Session session, Instant now);
  }

  private Session inUse(String id, String name, Operation operation) {
    Instant now = now();
    return store.change(
        id,
        stored -> {
          Session session = at(stored, now);
          if (!SessionLifecycle.isInUse(session)) {
            throw new IllegalStateException(
                "session must be active or pending to "
                    + name
                    + ", is "
                    + session.rawStatus()
                    + ": "
                    + id);
          }
          return operation.apply(session, now);
        });
  }

  private Session at(Session stored, Instant now) {
    return aging ? SessionLifecycle.at(stored, now) : stored;
  }

  /** The API's times have milliseconds. */
  private Instant now() {
    return Instant.ofEpochMilli(clock().millis());
  }

  /**
   * Has an exception for the next calls, behind what was in store for next calls already.
   *
   * @param calls how many, 1 or more
   * @param exception what each of them throws
   * @throws IllegalArgumentException when there are fewer
   */
  public void failNext(int calls, RuntimeException exception) {
    failNext(calls, Fault.exception(exception));
  }

  /**
   * Has an exception for all calls that ask for a user.
   *
   * @param userId the user
   * @param exception what each of them throws
   */
  public void failFor(String userId, RuntimeException exception) {
    failFor(userId, Fault.exception(exception));
  }

  /**
   * Has an exception for every k-th call from now on.
   *
   * @param k 1 for all calls; 1 or more
   * @param exception what each of them throws
   * @throws IllegalArgumentException when k is less
   */
  public void failEvery(int k, RuntimeException exception) {
    failEvery(k, Fault.exception(exception));
  }

  @Override
  public PaginatedResourceResponse<Session> getSessionList(SessionListParams params) {
    FaultyCall call = call(params);
    try {
      FaultSchedule.await(call.until());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CallInterruptedException(e);
    }
    return call.end();
  }

  @Override
  public CompletableFuture<PaginatedResourceResponse<Session>> getSessionListAsync(
      SessionListParams params) {
    FaultyCall call = call(params);
    CompletableFuture<PaginatedResourceResponse<Session>> result = new CompletableFuture<>();
    var unused =
        call.until()
            .whenComplete(
                (value, failure) -> {
                  try {
                    result.complete(call.end());
                  } catch (RuntimeException e) {
                    result.completeExceptionally(e);
                  }
                });
    return result;
  }

  /** Returns itself: there is no limit to keep. */
  @Override
  public InMemorySessions rateLimited() {
    return this;
  }

  private FaultyCall call(SessionListParams params) {
    Objects.requireNonNull(params, "params");
    return new FaultyCall(recordCall(params), () -> requested(page(params), params));
  }

  /**
   * Returns the same page to every call from now on, as a broken cache does that ignores the query.
   * A page with a session of another user or client than requested fails the call.
   *
   * @param page what every call gets
   */
  public void serveFromCache(PaginatedResourceResponse<Session> page) {
    cached = page;
  }

  /** Only a page from the cache can have a session of another user or client. */
  private static PaginatedResourceResponse<Session> requested(
      PaginatedResourceResponse<Session> page, SessionListParams params) {
    for (int i = 0; i < page.data().size(); i++) {
      Session session = page.data().get(i);
      refuseOther("data[" + i + "].client_id", session.clientId(), params.clientId());
      refuseOther("data[" + i + "].user_id", session.userId(), params.userId());
    }
    return page;
  }

  private static void refuseOther(String path, String owner, @Nullable String requested) {
    if (requested != null && !requested.equals(owner)) {
      throw new MalformedResponseException(path, "isn't the requested one", null);
    }
  }

  /** The session of an id; null when there is none. */
  @Nullable Session find(String id) {
    Session stored = store.find(id);
    return stored == null ? null : at(stored, clock().instant());
  }

  /** Returns a page without faults; the call is not recorded. */
  PaginatedResourceResponse<Session> page(SessionListParams params) {
    PaginatedResourceResponse<Session> fromCache = cached;
    if (fromCache != null) {
      return fromCache;
    }
    Instant now = clock().instant();
    return store.page(params, session -> at(session, now));
  }
}
