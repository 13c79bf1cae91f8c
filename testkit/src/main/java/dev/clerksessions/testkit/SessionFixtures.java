package dev.clerksessions.testkit;

import dev.clerksessions.Session;
import dev.clerksessions.SessionActivity;
import dev.clerksessions.SessionStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * Makes believable sessions: the same ones for the same seed. Ids have the API's form, a session
 * expires 7 days and is abandoned 30 days after it was created, as by default in the API. Not safe
 * for use by many threads.
 */
public final class SessionFixtures {

  static final Instant REFERENCE = Instant.parse("2026-01-01T00:00:00Z");
  private static final String BASE62 =
      "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
  private static final int ID_LENGTH = 27;
  private static final Duration EXPIRY = Duration.ofDays(7);
  private static final Duration ABANDONMENT = Duration.ofDays(30);

  private record Device(String type, boolean mobile, String browser, String version) {}

  private record Place(String city, String country, String network) {}

  private static final List<Device> DEVICES =
      List.of(
          new Device("Macintosh", false, "Chrome", "142.0.0.0"),
          new Device("Macintosh", false, "Safari", "26.1"),
          new Device("Windows", false, "Edge", "142.0.3595.53"),
          new Device("Windows", false, "Firefox", "145.0"),
          new Device("Linux", false, "Firefox", "140.4.0"),
          new Device("iPhone", true, "Mobile Safari", "26.1"),
          new Device("iPad", true, "Mobile Safari", "18.6"),
          new Device("Android", true, "Chrome Mobile", "142.0.7444.48"));

  // The networks are those that RFC 5737 keeps for documentation.
  private static final List<Place> PLACES =
      List.of(
          new Place("Berlin", "DE", "192.0.2."),
          new Place("Zürich", "CH", "192.0.2."),
          new Place("São Paulo", "BR", "198.51.100."),
          new Place("Toronto", "CA", "198.51.100."),
          new Place("東京", "JP", "203.0.113."),
          new Place("Kraków", "PL", "203.0.113."),
          new Place("Nairobi", "KE", "192.0.2."),
          new Place("San Francisco", "US", "198.51.100."));

  private final SplittableRandom random;
  private final Instant now;

  private SessionFixtures(long seed, Instant now) {
    random = new SplittableRandom(seed);
    this.now = now;
  }

  /**
   * Starts a row of fixtures in the weeks before 2026.
   *
   * @param seed which row; the same seed gives the same sessions
   * @return fixtures at the start of their row
   */
  public static SessionFixtures seeded(long seed) {
    return seeded(seed, REFERENCE);
  }

  /**
   * Starts a row of fixtures in the weeks before a moment.
   *
   * @param seed which row; the same seed and moment give the same sessions
   * @param now the moment that sessions were created and used before
   * @return fixtures at the start of their row
   */
  public static SessionFixtures seeded(long seed, Instant now) {
    return new SessionFixtures(seed, Instant.ofEpochMilli(now.toEpochMilli()));
  }

  /**
   * Makes a user's id.
   *
   * @return {@code user_} and 27 letters and digits
   */
  public String userId() {
    return id("user_");
  }

  /**
   * Makes a client's id.
   *
   * @return {@code client_} and 27 letters and digits
   */
  public String clientId() {
    return id("client_");
  }

  /**
   * Makes an organization's id.
   *
   * @return {@code org_} and 27 letters and digits
   */
  public String organizationId() {
    return id("org_");
  }

  /**
   * Makes a session's id.
   *
   * @return {@code sess_} and 27 letters and digits
   */
  public String sessionId() {
    return id("sess_");
  }

  /**
   * Makes an active session of a user and a client of its own.
   *
   * @return the next session of the row
   */
  public Session session() {
    return session(UnaryOperator.identity());
  }

  /**
   * Makes a session of which the caller decides what matters to a test.
   *
   * @param change sets what should be as it says; all else stays believable
   * @return the next session of the row
   */
  public Session session(UnaryOperator<Session.Builder> change) {
    Instant createdAt = now.minusMillis(random.nextLong(1, EXPIRY.toMillis()));
    Instant lastActiveAt =
        createdAt.plusMillis(random.nextLong(Duration.between(createdAt, now).toMillis()));
    Session.Builder believable =
        begunAt(createdAt).lastActiveAt(lastActiveAt).updatedAt(lastActiveAt);
    return change.apply(believable).build();
  }

  /**
   * Makes active sessions, each of a user and a client of its own.
   *
   * @param count how many, 0 or more
   * @return the next sessions of the row
   */
  public List<Session> sessions(int count) {
    return sessions(count, UnaryOperator.identity());
  }

  /**
   * Makes sessions of which the caller decides what matters to a test.
   *
   * @param count how many, 0 or more
   * @param change is applied to each of them
   * @return the next sessions of the row
   */
  public List<Session> sessions(int count, UnaryOperator<Session.Builder> change) {
    return Stream.generate(() -> session(change)).limit(count).toList();
  }

  /** An active session that begins at a moment. */
  Session.Builder begunAt(Instant moment) {
    return Session.builder()
        .id(sessionId())
        .clientId(clientId())
        .userId(userId())
        .status(SessionStatus.ACTIVE)
        .createdAt(moment)
        .lastActiveAt(moment)
        .updatedAt(moment)
        .expireAt(moment.plus(EXPIRY))
        .abandonAt(moment.plus(ABANDONMENT))
        .latestActivity(activity());
  }

  private SessionActivity activity() {
    Device device = DEVICES.get(random.nextInt(DEVICES.size()));
    Place place = PLACES.get(random.nextInt(PLACES.size()));
    return SessionActivity.builder(id("sess_activity_"))
        .deviceType(device.type())
        .isMobile(device.mobile())
        .browserName(device.browser())
        .browserVersion(device.version())
        .city(place.city())
        .country(place.country())
        .ipAddress(place.network() + random.nextInt(1, 255))
        .build();
  }

  private String id(String prefix) {
    StringBuilder id = new StringBuilder(prefix);
    for (int i = 0; i < ID_LENGTH; i++) {
      id.append(BASE62.charAt(random.nextInt(BASE62.length())));
    }
    return id.toString();
  }
}
