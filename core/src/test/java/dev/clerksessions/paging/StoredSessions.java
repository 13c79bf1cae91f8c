package dev.clerksessions.paging;

import dev.clerksessions.PaginatedResourceResponse;
import dev.clerksessions.Session;
import dev.clerksessions.SessionListParams;
import dev.clerksessions.SessionsPort;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/** A port over the sessions of one user, in the API's order. Safe for use by many threads. */
final class StoredSessions implements SessionsPort {

  private static final Comparator<Session> NEWEST_FIRST =
      Comparator.comparing(Session::createdAt).reversed().thenComparing(Session::id);

  private final Map<String, Session> sessions = new ConcurrentHashMap<>();

  void add(Session session) {
    sessions.put(session.id(), session);
  }

  void addAll(Collection<Session> added) {
    added.forEach(this::add);
  }

  void update(Session session) {
    sessions.put(session.id(), session);
  }

  void delete(String id) {
    sessions.remove(id);
  }

  List<Session> all() {
    return sessions.values().stream().sorted(NEWEST_FIRST).toList();
  }

  @Override
  public PaginatedResourceResponse<Session> getSessionList(SessionListParams params) {
    List<Session> matching =
        all().stream()
            .filter(session -> params.status() == null || params.status() == session.status())
            .toList();
    List<Session> page = matching.stream().skip(params.offset()).limit(params.limit()).toList();
    return new PaginatedResourceResponse<>(page, matching.size());
  }

  @Override
  public CompletableFuture<PaginatedResourceResponse<Session>> getSessionListAsync(
      SessionListParams params) {
    return CompletableFuture.completedFuture(getSessionList(params));
  }
}
