package dev.clerksessions.paging;

import dev.clerksessions.Session;
import dev.clerksessions.SessionStatus;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/** Sessions of one user, {@code user_1}. */
final class TestSessions {

  private static final Instant NEWEST = Instant.parse("2026-01-01T00:00:00Z");

  private TestSessions() {}

  /** Returns an active session to change. */
  static Session.Builder session() {
    return Session.builder()
        .id("sess_1")
        .clientId("client_1")
        .userId("user_1")
        .status(SessionStatus.ACTIVE)
        .lastActiveAt(NEWEST)
        .expireAt(NEWEST.plusSeconds(604_800))
        .createdAt(NEWEST)
        .updatedAt(NEWEST);
  }

  /** Returns sessions of different times and of any status, newest first. */
  static List<Session> list(int count) {
    SessionStatus[] statuses = SessionStatus.values();
    return IntStream.range(0, count)
        .mapToObj(
            i ->
                session()
                    .id("sess_" + i)
                    .createdAt(NEWEST.minusSeconds(i))
                    .rawStatus(statuses[i % statuses.length].name().toLowerCase(Locale.ROOT))
                    .build())
        .toList();
  }
}
