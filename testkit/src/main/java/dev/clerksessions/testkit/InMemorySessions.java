package dev.clerksessions.testkit;

import dev.clerksessions.PaginatedResourceResponse;
import dev.clerksessions.Session;
import dev.clerksessions.SessionListParams;
import dev.clerksessions.SessionStatus;
import dev.clerksessions.SessionsPort;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A {@link SessionsPort} over sessions that a test puts in. It answers as the API does: newest
 * first, sessions of the same time by their ids, and a total that counts all that match. Safe for
 * use by many threads; a page is always of one moment.
 */
public final class InMemorySessions implements SessionsPort {

  private static final Comparator<Session> NEWEST_FIRST =
      Comparator.comparing(Session::createdAt).reversed().thenComparing(Session::id);

  private final Map<String, Session> byId = new HashMap<>();
  // Sorted when it is first read after a change; null until then.
  private @Nullable List<Session> newestFirst;

  /** Makes an empty store. */
  public InMemorySessions() {}

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
  public synchronized void addAll(Collection<Session> sessions) {
    Map<String, Session> added = new HashMap<>();
    for (Session session : sessions) {
      if (byId.containsKey(session.id()) || added.put(session.id(), session) != null) {
        throw new IllegalArgumentException(
            "session.id must be new, was there already: " + session.id());
      }
    }
    byId.putAll(added);
    newestFirst = null;
  }

  /**
   * Replaces the session of the same id.
   *
   * @param session what it is like from now on
   * @throws IllegalArgumentException when no session of that id is here
   */
  public synchronized void update(Session session) {
    if (byId.replace(session.id(), session) == null) {
      throw new IllegalArgumentException("session.id must be here, isn't: " + session.id());
    }
    newestFirst = null;
  }

  /**
   * Removes a session, as the API does with old ones.
   *
   * @param id the session's id
   * @return whether it was here
   */
  public synchronized boolean remove(String id) {
    boolean removed = byId.remove(id) != null;
    if (removed) {
      newestFirst = null;
    }
    return removed;
  }

  /** Removes all sessions. */
  public synchronized void clear() {
    byId.clear();
    newestFirst = null;
  }

  /**
   * All sessions.
   *
   * @return the sessions of this moment, newest first, unmodifiable
   */
  public synchronized List<Session> all() {
    List<Session> sorted = newestFirst;
    if (sorted == null) {
      List<Session> sessions = new ArrayList<>(byId.values());
      sessions.sort(NEWEST_FIRST);
      sorted = List.copyOf(sessions);
      newestFirst = sorted;
    }
    return sorted;
  }

  @Override
  public PaginatedResourceResponse<Session> getSessionList(SessionListParams params) {
    Objects.requireNonNull(params, "params");
    List<Session> page = new ArrayList<>();
    long matches = 0;
    for (Session session : all()) {
      if (matches(session, params)) {
        if (matches >= params.offset() && page.size() < params.limit()) {
          page.add(session);
        }
        matches++;
      }
    }
    return new PaginatedResourceResponse<>(page, matches);
  }

  @Override
  public CompletableFuture<PaginatedResourceResponse<Session>> getSessionListAsync(
      SessionListParams params) {
    return CompletableFuture.completedFuture(getSessionList(params));
  }

  private static boolean matches(Session session, SessionListParams params) {
    SessionStatus status = params.status();
    return (params.userId() == null || params.userId().equals(session.userId()))
        && (params.clientId() == null || params.clientId().equals(session.clientId()))
        && (status == null || status == session.status());
  }
}
