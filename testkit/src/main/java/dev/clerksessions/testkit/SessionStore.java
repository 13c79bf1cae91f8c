package dev.clerksessions.testkit;

import dev.clerksessions.PaginatedResourceResponse;
import dev.clerksessions.Session;
import dev.clerksessions.SessionListParams;
import dev.clerksessions.SessionStatus;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Sessions by their ids, in the API's order. Safe for use by many threads. */
final class SessionStore {

  private static final Comparator<Session> NEWEST_FIRST =
      Comparator.comparing(Session::createdAt).reversed().thenComparing(Session::id);

  private final Map<String, Session> byId = new HashMap<>();
  // Sorted when it is first read after a change; null until then.
  private @Nullable List<Session> newestFirst;

  /** Adds all or none. */
  synchronized void addAll(Collection<Session> sessions) {
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

  /** Puts what becomes of a session in its place. */
  synchronized Session change(String id, UnaryOperator<Session> change) {
    Session before = byId.get(id);
    if (before == null) {
      throw new IllegalArgumentException("session.id must be here, isn't: " + id);
    }
    Session after = change.apply(before);
    byId.put(id, after);
    newestFirst = null;
    return after;
  }

  synchronized @Nullable Session find(String id) {
    return byId.get(id);
  }

  synchronized int removeIf(Predicate<Session> condition) {
    int before = byId.size();
    byId.values().removeIf(condition);
    newestFirst = null;
    return before - byId.size();
  }

  synchronized boolean remove(String id) {
    newestFirst = null;
    return byId.remove(id) != null;
  }

  synchronized List<Session> newestFirst() {
    List<Session> sorted = newestFirst;
    if (sorted == null) {
      List<Session> sessions = new ArrayList<>(byId.values());
      sessions.sort(NEWEST_FIRST);
      sorted = List.copyOf(sessions);
      newestFirst = sorted;
    }
    return sorted;
  }

  /** One page of what the sessions are now. */
  PaginatedResourceResponse<Session> page(SessionListParams params, UnaryOperator<Session> now) {
    List<Session> page = new ArrayList<>();
    long matches = 0;
    for (Session stored : newestFirst()) {
      Session session = now.apply(stored);
      if (matches(session, params)) {
        if (matches >= params.offset() && page.size() < params.limit()) {
          page.add(session);
        }
        matches++;
      }
    }
    return new PaginatedResourceResponse<>(page, matches);
  }

  private static boolean matches(Session session, SessionListParams params) {
    SessionStatus status = params.status();
    return (params.userId() == null || params.userId().equals(session.userId()))
        && (params.clientId() == null || params.clientId().equals(session.clientId()))
        && (status == null || status == session.status());
  }
}
