package dev.clerksessions.cli;

import dev.clerksessions.Session;
import dev.clerksessions.SessionStatus;
import dev.clerksessions.SessionTask;
import dev.clerksessions.testkit.SessionEdgeCase;
import dev.clerksessions.testkit.SessionFixtures;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Makes up users whose sessions differ in all that a list shows. */
final class SampleSessions {

  private static final int CLIENTS_PER_USER = 4;

  /** What a pending session's user has yet to do. */
  private static final List<String> TASKS =
      List.of("choose-organization", "setup-mfa", "reset-password");

  // Every so many sessions of a user; the remainders are those of sessions within the first 12.
  private static final int IMPERSONATED_EVERY = 11;
  private static final int IMPERSONATED = 4;
  private static final int WITHOUT_ACTIVITY_EVERY = 9;
  private static final int WITHOUT_ACTIVITY = 6;
  private static final int BARE_ACTIVITY_EVERY = 12;
  private static final int BARE_ACTIVITY = 9;
  private static final int IN_ORGANIZATION_EVERY = 4;
  private static final int IN_ORGANIZATION = 1;

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
    List<Session> plain =
        IntStream.range(0, sessions)
            .mapToObj(i -> session(id, clients.get(i % CLIENTS_PER_USER), i))
            .toList();
    String organization = fixtures.organizationId();
    String impersonator = fixtures.userId();
    return new SampleUser(
        id,
        IntStream.range(0, sessions)
            .mapToObj(i -> varied(plain.get(i), i, organization, impersonator))
            .toList());
  }

  private Session session(String user, String client, int index) {
    Session session = fixtures.session(young -> young.userId(user).clientId(client));
    boolean expired = index % 3 == 2;
    List<SessionStatus> fitting = expired ? AFTER : BEFORE;
    int turn = expired ? index / 3 : index - index / 3;
    SessionStatus status = fitting.get(turn % fitting.size());
    Duration older = expired ? EXPIRY : Duration.ZERO;
    return session.toBuilder()
        .status(status)
        .createdAt(session.createdAt().minus(older))
        .lastActiveAt(session.lastActiveAt().minus(older))
        .updatedAt(session.updatedAt().minus(older))
        .expireAt(session.expireAt().minus(older))
        .tasks(
            status == SessionStatus.PENDING
                ? List.of(new SessionTask(TASKS.get(turn / fitting.size() % TASKS.size())))
                : List.of())
        .build();
  }

  /** Adds what some sessions have and others don't. */
  private static Session varied(
      Session session, int index, String organization, String impersonator) {
    Session.Builder varied = session.toBuilder();
    if (index % IMPERSONATED_EVERY == IMPERSONATED) {
      varied.actor(Map.of("sub", impersonator));
    }
    if (index % WITHOUT_ACTIVITY_EVERY == WITHOUT_ACTIVITY) {
      SessionEdgeCase.WITHOUT_ACTIVITY.apply(varied);
    } else if (index % BARE_ACTIVITY_EVERY == BARE_ACTIVITY) {
      SessionEdgeCase.WITH_BARE_ACTIVITY.apply(varied);
    }
    // Who has yet to choose an organization has none.
    if (index % IN_ORGANIZATION_EVERY == IN_ORGANIZATION && session.tasks().isEmpty()) {
      varied.lastActiveOrganizationId(organization);
    }
    return varied.build();
  }
}
