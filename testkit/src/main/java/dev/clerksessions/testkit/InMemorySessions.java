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
 * A {@link SessionsPort} with sessions in memory, which a test adds or creates by signing users in.
 * Pages are as the API's: newest first, sessions of the same time ordered by id, with the total
 * count of all matches. Safe for use by many threads. A page shows the sessions of one moment.
 *
 * <pre>{@code
 * ManualClock clock = new ManualClock();
 * InMemorySessions sessions = new InMemorySessions(clock);
 * Session session = sessions.signIn("user_1");
 * clock.advance(Duration.ofDays(7)); // the session is expired now
 * }</pre>
 */
public final class InMemorySessions extends RecordingFake implements RateLimitable {

  /** Differs from the seeds of tests, so that ids do not collide with those of test fixtures. */
  private static final long SEED = 0x5e5510;

  private final SessionStore store = new SessionStore();
  private final SessionFixtures fixtures = SessionFixtures.seeded(SEED);
  private final boolean aging;
  private volatile @Nullable PaginatedResourceResponse<Session> cached;

  /** Creates an empty store with a fixed clock at the start of 2026. No session expires. */
  public InMemorySessions() {
    this(Clock.fixed(SessionFixtures.REFERENCE, ZoneOffset.UTC), false);
  }

  /**
   * Creates an empty store in which sessions age. An active or pending session becomes {@code
   * expired} at its {@code expireAt}, or {@code abandoned} at its {@code abandonAt} if that comes
   * first. Its {@code updatedAt} is then that moment.
   *
   * @param clock the source of time, such as a {@link ManualClock}
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
   * @param session the session, with a new id
   * @throws IllegalArgumentException when the store has a session with this id
   */
  public void add(Session session) {
    addAll(List.of(session));
  }

  /**
   * Adds sessions, all or none.
   *
   * @param sessions the sessions, with new ids
   * @throws IllegalArgumentException when an id is not new, or two sessions have the same id
   */
  public void addAll(Collection<Session> sessions) {
    store.addAll(sessions);
  }

  /**
   * Replaces the session that has the same id.
   *
   * @param session the new session
   * @throws IllegalArgumentException when the store has no session with this id
   */
  public void update(Session session) {
    store.change(session.id(), before -> session);
  }

  /**
   * Deletes a session.
   *
   * @param id the session's id
   * @return whether the store had the session
   */
  public boolean delete(String id) {
    return store.remove(id);
  }

  /** Deletes all sessions. */
  public void clear() {
    store.removeIf(session -> true);
  }

  /**
   * Returns all sessions.
   *
   * @return the current sessions, newest first, unmodifiable
   */
  public List<Session> all() {
    Instant now = clock().instant();
    return store.newestFirst().stream().map(session -> at(session, now)).toList();
  }

  /**
   * Signs a user in on a new device: adds an active session on a new client.
   *
   * @param userId the user
   * @return the session, which begins now, expires in 7 days and is abandoned in 30
   */
  public Session signIn(String userId) {
    return signIn(userId, UnaryOperator.identity());
  }

  /**
   * Signs a user in.
   *
   * @param userId the user
   * @param change changes the new session, for example to an existing client, or to a pending
   *     session with tasks
   * @return the session, which begins now
   * @throws IllegalArgumentException when the change sets an id that is not new
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
   * Signs the user out. The session stays on its client, with status {@code ended}.
   *
   * @param id the session's id
   * @return the changed session
   * @throws IllegalArgumentException when the store has no session with this id
   * @throws IllegalStateException when it is neither active nor pending
   */
  public Session signOut(String id) {
    return end(id, "sign out", SessionStatus.ENDED);
  }

  /**
   * Signs the user out and removes the session from its client, with status {@code removed}.
   *
   * @param id the session's id
   * @return the changed session
   * @throws IllegalArgumentException when the store has no session with this id
   * @throws IllegalStateException when it is neither active nor pending
   */
  public Session signOutAndRemove(String id) {
    return end(id, "sign out and remove", SessionStatus.REMOVED);
  }

  /**
   * Revokes a session, as the application does. Its status becomes {@code revoked}.
   *
   * @param id the session's id
   * @return the changed session
   * @throws IllegalArgumentException when the store has no session with this id
   * @throws IllegalStateException when it is neither active nor pending
   */
  public Session revoke(String id) {
    return end(id, "revoke", SessionStatus.REVOKED);
  }

  /**
   * Signs a user in on the client of a session. The status of that session becomes {@code
   * replaced}.
   *
   * @param id the id of the session that is replaced
   * @param userId the user who signs in
   * @return the new session, on the same client
   * @throws IllegalArgumentException when the store has no session with this id
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
   * Records activity of the user: the session was last active now.
   *
   * @param id the session's id
   * @return the changed session; its expiry stays the same
   * @throws IllegalArgumentException when the store has no session with this id
   * @throws IllegalStateException when it is neither active nor pending
   */
  public Session touch(String id) {
    return inUse(id, "touch", SessionLifecycle::touched);
  }

  /**
   * Completes a task. A pending session becomes active with its last task.
   *
   * @param id the session's id
   * @param taskKey the task, such as {@code setup-mfa}
   * @return the changed session
   * @throws IllegalArgumentException when the store has no session with this id
   * @throws IllegalStateException when it is not pending or does not have the task
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
   * @param age the minimum time since the last update of a session to delete
   * @return the number of deleted sessions
   */
  public int purge(Duration age) {
    Instant now = now();
    return store.removeIf(
        stored -> {
          Session session = at(stored, now);
          return !SessionLifecycle.isInUse(session) && !session.updatedAt().plus(age).isAfter(now);
        });
  }

  /** Changes a session at a time. */
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
   * Throws an exception from the next calls, after those that already have a fault scheduled.
   *
   * @param calls the number of calls, 1 or more
   * @param exception the exception that each of them throws
   * @throws IllegalArgumentException when {@code calls} is less than 1
   */
  public void failNext(int calls, RuntimeException exception) {
    failNext(calls, Fault.exception(exception));
  }

  /**
   * Throws an exception from all calls for a user's sessions.
   *
   * @param userId the user
   * @param exception the exception that each of them throws
   */
  public void failFor(String userId, RuntimeException exception) {
    failFor(userId, Fault.exception(exception));
  }

  /**
   * Throws an exception from every k-th call from now on.
   *
   * @param k 1 for all calls; 1 or more
   * @param exception the exception that each of them throws
   * @throws IllegalArgumentException when {@code k} is less than 1
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

  /** Returns this instance: it has no rate limit. */
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
   * @param page the page that every call returns
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
