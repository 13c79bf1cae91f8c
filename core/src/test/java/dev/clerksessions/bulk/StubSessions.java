package dev.clerksessions.bulk;

import dev.clerksessions.PaginatedResourceResponse;
import dev.clerksessions.RateLimitable;
import dev.clerksessions.Session;
import dev.clerksessions.SessionListParams;
import dev.clerksessions.SessionStatus;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.stream.IntStream;

/** A port whose blocking calls are a function; it has no rate limit to keep. */
public record StubSessions(
    Function<SessionListParams, PaginatedResourceResponse<Session>> getSessionList)
    implements RateLimitable {

  private static final Instant NEWEST = Instant.parse("2026-01-01T00:00:00Z");

  @Override
  public PaginatedResourceResponse<Session> getSessionList(SessionListParams params) {
    return getSessionList.apply(params);
  }

  @Override
  public CompletableFuture<PaginatedResourceResponse<Session>> getSessionListAsync(
      SessionListParams params) {
    throw new AssertionError("a bulk run makes blocking calls");
  }

  @Override
  public StubSessions rateLimited() {
    return this;
  }

  /** Returns the page that the parameters ask for, of a user who has so many sessions. */
  static PaginatedResourceResponse<Session> page(SessionListParams params, int sessions) {
    List<Session> page =
        IntStream.range(0, sessions)
            .skip(params.offset())
            .limit(params.limit())
            .mapToObj(i -> session(params.userId(), i))
            .toList();
    return new PaginatedResourceResponse<>(page, sessions);
  }

  private static Session session(String userId, int number) {
    Instant created = NEWEST.minusSeconds(number);
    return Session.builder()
        .id("sess_" + userId + "_" + number)
        .clientId("client_1")
        .userId(userId)
        .status(SessionStatus.ACTIVE)
        .lastActiveAt(created)
        .expireAt(created.plusSeconds(604_800))
        .createdAt(created)
        .updatedAt(created)
        .build();
  }
}
