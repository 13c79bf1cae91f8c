package dev.clerksessions.paging;

import dev.clerksessions.PaginatedResourceResponse;
import dev.clerksessions.Session;
import dev.clerksessions.SessionListParams;
import dev.clerksessions.SessionsPort;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.IntSupplier;
import java.util.function.LongBinaryOperator;
import java.util.function.Supplier;

/**
 * Pages of the sessions that a supplier has at each request, as a server may give them whose total
 * count is wrong, that ignores a parameter, gives fewer than requested, or doesn't keep sessions of
 * one time in order.
 */
class UnreliablePort implements SessionsPort {

  private final Supplier<List<Session>> sessions;
  private final List<SessionListParams> requests = new CopyOnWriteArrayList<>();
  private Supplier<Comparator<Session>> tieOrder = () -> Comparator.comparing(Session::id);
  private LongBinaryOperator total = (matches, pageSize) -> matches;
  private Runnable afterCount = () -> {};
  private IntSupplier maxPage = () -> SessionListParams.MAX_LIMIT;
  private boolean ignoresOffset;
  private boolean ignoresStatus;

  UnreliablePort(Supplier<List<Session>> sessions) {
    this.sessions = sessions;
  }

  /** Reports what the operator makes of the number of matches and the page's size. */
  UnreliablePort total(LongBinaryOperator total) {
    this.total = total;
    return this;
  }

  /** Runs between the count and the page. */
  UnreliablePort afterCount(Runnable change) {
    afterCount = change;
    return this;
  }

  UnreliablePort maxPage(int sessionsPerPage) {
    return maxPage(() -> sessionsPerPage);
  }

  /** Returns at most so many sessions, another number for each request. */
  UnreliablePort maxPage(IntSupplier ofEachRequest) {
    maxPage = ofEachRequest;
    return this;
  }

  UnreliablePort tieOrder(Supplier<Comparator<Session>> ofEachRequest) {
    tieOrder = ofEachRequest;
    return this;
  }

  UnreliablePort ignoresOffset() {
    ignoresOffset = true;
    return this;
  }

  UnreliablePort ignoresStatus() {
    ignoresStatus = true;
    return this;
  }

  List<SessionListParams> requests() {
    return requests;
  }

  @Override
  public PaginatedResourceResponse<Session> getSessionList(SessionListParams params) {
    requests.add(params);
    long matches = matching(params).size();
    afterCount.run();
    List<Session> list = matching(params);
    list.sort(Comparator.comparing(Session::createdAt).reversed().thenComparing(tieOrder.get()));
    int from = ignoresOffset ? 0 : (int) Math.min(params.offset(), list.size());
    int to = Math.min(list.size(), from + Math.min(params.limit(), maxPage.getAsInt()));
    return new PaginatedResourceResponse<>(
        list.subList(from, to), total.applyAsLong(matches, to - from));
  }

  @Override
  public CompletableFuture<PaginatedResourceResponse<Session>> getSessionListAsync(
      SessionListParams params) {
    return CompletableFuture.completedFuture(getSessionList(params));
  }

  private List<Session> matching(SessionListParams params) {
    List<Session> matching = new ArrayList<>();
    for (Session session : sessions.get()) {
      if (ignoresStatus || params.status() == null || params.status() == session.status()) {
        matching.add(session);
      }
    }
    return matching;
  }
}
