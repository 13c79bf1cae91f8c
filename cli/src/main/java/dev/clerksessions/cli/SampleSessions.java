package dev.clerksessions.cli;

import dev.clerksessions.Session;
import dev.clerksessions.SessionStatus;
import dev.clerksessions.SessionTask;
import dev.clerksessions.testkit.SessionFixtures;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Makes up users whose sessions differ in all that a list shows. */
final class SampleSessions {

  private static final int CLIENTS_PER_USER = 4;

  /** Fixtures are younger than this and expire at this age: once older, they have expired. */
  private static final Duration EXPIRY = Duration.ofDays(7);

  /** What a session can be before and after it expires, the likely ones more often. */
  private static final List<SessionStatus> BEFORE =
      List.of(
          SessionStatus.ACTIVE,
          SessionStatus.ACTIVE,
          SessionStatus.PENDING,
          SessionStatus.ACTIVE,
          SessionStatus.REVOKED,
          SessionStatus.REPLACED,
          SessionStatus.ENDED,
          SessionStatus.REMOVED);

  private static final List<SessionStatus> AFTER =
      List.of(
          SessionStatus.EXPIRED,
          SessionStatus.EXPIRED,
          SessionStatus.ENDED,
          SessionStatus.ABANDONED,
          SessionStatus.REMOVED,
          SessionStatus.REVOKED);

  private final SessionFixtures fixtures;

  /**
   * Makes a source of users.
   *
   * @param seed the same seed gives the same users, but for times, which follow {@code now}
   * @param now the time that sessions are active or expired at
   */
  SampleSessions(long seed, Instant now) {
    fixtures = SessionFixtures.seeded(seed, now);
  }

  List<SampleUser> users(int count, int sessionsPerUser) {
    return Stream.generate(() -> user(sessionsPerUser)).limit(count).toList();
  }

  private SampleUser user(int sessions) {
    String id = fixtures.userId();
    List<String> clients = Stream.generate(fixtures::clientId).limit(CLIENTS_PER_USER).toList();
    return new SampleUser(
        id,
        IntStream.range(0, sessions)
            .mapToObj(i -> session(id, clients.get(i % CLIENTS_PER_USER), i))
            .toList());
  }

  private Session session(String user, String client, int index) {
    Session session = fixtures.session(young -> young.userId(user).clientId(client));
    boolean expired = index % 3 == 2;
    List<SessionStatus> fitting = expired ? AFTER : BEFORE;
    SessionStatus status = fitting.get((expired ? index / 3 : index - index / 3) % fitting.size());
    Duration older = expired ? EXPIRY : Duration.ZERO;
    return session.toBuilder()
        .status(status)
        .createdAt(session.createdAt().minus(older))
        .lastActiveAt(session.lastActiveAt().minus(older))
        .updatedAt(session.updatedAt().minus(older))
        .expireAt(session.expireAt().minus(older))
        .tasks(
            status == SessionStatus.PENDING
                ? List.of(new SessionTask("choose-organization"))
                : List.of())
        .build();
  }
}
