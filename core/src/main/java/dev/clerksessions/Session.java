package dev.clerksessions;

import dev.clerksessions.internal.JsonValues;
import dev.clerksessions.internal.Preconditions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A session of a user: one sign-in on one client. Times are milliseconds since the epoch on the
 * wire, and {@code Instant}s here.
 *
 * @param id the session's id
 * @param clientId the id of the client that holds the session, such as a browser
 * @param userId the id of the session's user
 * @param status the session's status, {@link SessionStatus#UNRECOGNIZED} if this library does not
 *     know {@code rawStatus}
 * @param rawStatus the status string that the API sends
 * @param lastActiveAt when the session was last used; all times have millisecond precision
 * @param expireAt when the session expires
 * @param abandonAt when the session becomes abandoned, or null if the API does not report it
 * @param createdAt when the user signed in
 * @param updatedAt when the API last changed the session
 * @param lastActiveOrganizationId the id of the organization for which the session was last used,
 *     or null
 * @param latestActivity the device and location of the last use, or null
 * @param actor the claims of the actor that impersonates the user, or null. {@code sub} identifies
 *     the actor, but is not always a user id: for a command-line sign-in, it is {@code cli:} and an
 *     e-mail address, which is personal data; for an agent, {@code type} is {@code agent}. May be
 *     empty; deeply unmodifiable. Values are {@code String}, {@code Boolean}, {@code Long}, {@code
 *     BigInteger} beyond a {@code long}, {@code BigDecimal}, {@code List}, {@code Map} and null
 * @param tasks the tasks that the user must still complete; unmodifiable, may be empty
 */
public record Session(
    String id,
    String clientId,
    String userId,
    SessionStatus status,
    String rawStatus,
    Instant lastActiveAt,
    Instant expireAt,
    @Nullable Instant abandonAt,
    Instant createdAt,
    Instant updatedAt,
    @Nullable String lastActiveOrganizationId,
    @Nullable SessionActivity latestActivity,
    @Nullable Map<String, @Nullable Object> actor,
    List<SessionTask> tasks) {

  /**
   * Creates a session. Use {@link #builder()} instead: this constructor changes when a later
   * version of the library adds a component.
   *
   * @param id as above
   * @param clientId as above
   * @param userId as above
   * @param status as above
   * @param rawStatus as above
   * @param lastActiveAt as above
   * @param expireAt as above
   * @param abandonAt as above
   * @param createdAt as above
   * @param updatedAt as above
   * @param lastActiveOrganizationId as above
   * @param latestActivity as above
   * @param actor as above
   * @param tasks as above
   * @throws IllegalArgumentException if a required value is null, {@code status} does not match
   *     {@code rawStatus}, or {@code actor} contains a value that JSON does not have
   */
  public Session {
    Preconditions.requireSet("id", id);
    Preconditions.requireSet("clientId", clientId);
    Preconditions.requireSet("userId", userId);
    Preconditions.requireSet("rawStatus", rawStatus);
    SessionStatus known = SessionStatus.fromValue(rawStatus);
    if (status == null || status == SessionStatus.UNRECOGNIZED) {
      // What an older version stored, which didn't know the status.
      status = known;
    }
    if (status != known) {
      throw new IllegalArgumentException(
          "status must be that of rawStatus " + Preconditions.quote(rawStatus) + ", was " + status);
    }
    Preconditions.requireSet("lastActiveAt", lastActiveAt);
    Preconditions.requireSet("expireAt", expireAt);
    Preconditions.requireSet("createdAt", createdAt);
    Preconditions.requireSet("updatedAt", updatedAt);
    actor = actor == null ? null : JsonValues.copyOf("actor", actor);
    tasks = List.copyOf(Preconditions.requireSet("tasks", tasks));
  }

  /**
   * Returns a builder without any values and without tasks.
   *
   * @return a builder; all values that are not nullable must be set
   */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Returns a builder that has the values of this session.
   *
   * @return a builder with the same values
   */
  public Builder toBuilder() {
    Builder copy = new Builder();
    copy.id = id;
    copy.clientId = clientId;
    copy.userId = userId;
    copy.rawStatus = rawStatus;
    copy.lastActiveAt = lastActiveAt;
    copy.expireAt = expireAt;
    copy.abandonAt = abandonAt;
    copy.createdAt = createdAt;
    copy.updatedAt = updatedAt;
    copy.lastActiveOrganizationId = lastActiveOrganizationId;
    copy.latestActivity = latestActivity;
    copy.actor = actor;
    copy.tasks = tasks;
    return copy;
  }

  /** Builds a {@link Session}. Not safe for use by multiple threads. */
  public static final class Builder {

    private @Nullable String id;
    private @Nullable String clientId;
    private @Nullable String userId;
    private @Nullable String rawStatus;
    private @Nullable Instant lastActiveAt;
    private @Nullable Instant expireAt;
    private @Nullable Instant abandonAt;
    private @Nullable Instant createdAt;
    private @Nullable Instant updatedAt;
    private @Nullable String lastActiveOrganizationId;
    private @Nullable SessionActivity latestActivity;
    private @Nullable Map<String, @Nullable Object> actor;
    private List<SessionTask> tasks = List.of();

    private Builder() {}

    /**
     * Sets the session's id.
     *
     * @param id such as {@code sess_…}
     * @return this
     */
    public Builder id(String id) {
      this.id = id;
      return this;
    }

    /**
     * Sets the id of the client that holds the session.
     *
     * @param clientId such as {@code client_…}
     * @return this
     */
    public Builder clientId(String clientId) {
      this.clientId = clientId;
      return this;
    }

    /**
     * Sets the id of the session's user.
     *
     * @param userId such as {@code user_…}
     * @return this
     */
    public Builder userId(String userId) {
      this.userId = userId;
      return this;
    }

    /**
     * Sets the status as a string.
     *
     * @param rawStatus any string, including one that no {@link SessionStatus} has
     * @return this
     */
    public Builder rawStatus(String rawStatus) {
      this.rawStatus = rawStatus;
      return this;
    }

    /**
     * Sets the status.
     *
     * @param status one of the documented statuses
     * @return this
     * @throws IllegalArgumentException if it is {@link SessionStatus#UNRECOGNIZED}, which has no
     *     string on the wire
     */
    public Builder status(SessionStatus status) {
      if (status == SessionStatus.UNRECOGNIZED) {
        throw new IllegalArgumentException(
            "status must be one that the API documents, was UNRECOGNIZED; rawStatus takes others");
      }
      return rawStatus(status.value());
    }

    /**
     * Sets when the session was last used.
     *
     * @param lastActiveAt a time with millisecond precision
     * @return this
     */
    public Builder lastActiveAt(Instant lastActiveAt) {
      this.lastActiveAt = lastActiveAt;
      return this;
    }

    /**
     * Sets when the session expires.
     *
     * @param expireAt a time with millisecond precision
     * @return this
     */
    public Builder expireAt(Instant expireAt) {
      this.expireAt = expireAt;
      return this;
    }

    /**
     * Sets when the session becomes abandoned.
     *
     * @param abandonAt a time with millisecond precision; null if unknown
     * @return this
     */
    public Builder abandonAt(@Nullable Instant abandonAt) {
      this.abandonAt = abandonAt;
      return this;
    }

    /**
     * Sets when the user signed in.
     *
     * @param createdAt a time with millisecond precision
     * @return this
     */
    public Builder createdAt(Instant createdAt) {
      this.createdAt = createdAt;
      return this;
    }

    /**
     * Sets when the API last changed the session.
     *
     * @param updatedAt a time with millisecond precision
     * @return this
     */
    public Builder updatedAt(Instant updatedAt) {
      this.updatedAt = updatedAt;
      return this;
    }

    /**
     * Sets the id of the organization for which the session was last used.
     *
     * @param lastActiveOrganizationId such as {@code org_…}; null for none
     * @return this
     */
    public Builder lastActiveOrganizationId(@Nullable String lastActiveOrganizationId) {
      this.lastActiveOrganizationId = lastActiveOrganizationId;
      return this;
    }

    /**
     * Sets the device and location of the last use.
     *
     * @param latestActivity the activity; null if unknown
     * @return this
     */
    public Builder latestActivity(@Nullable SessionActivity latestActivity) {
      this.latestActivity = latestActivity;
      return this;
    }

    /**
     * Sets the claims of the actor that impersonates the user.
     *
     * @param actor the claims; copied. Values are strings, booleans, numbers, lists, maps and
     *     nulls. Null for no actor
     * @return this
     */
    public Builder actor(@Nullable Map<String, @Nullable Object> actor) {
      this.actor = actor;
      return this;
    }

    /**
     * Sets the tasks that the user must still complete.
     *
     * @param tasks the tasks; copied
     * @return this
     */
    public Builder tasks(List<SessionTask> tasks) {
      this.tasks = tasks;
      return this;
    }

    /**
     * Builds the session.
     *
     * @return the session
     * @throws IllegalArgumentException if a value that is not nullable is not set, or {@code actor}
     *     contains a value that JSON does not have; the message names the value
     */
    @SuppressWarnings("NullAway") // The constructor rejects missing values.
    public Session build() {
      return new Session(
          id,
          clientId,
          userId,
          rawStatus == null ? null : SessionStatus.fromValue(rawStatus),
          rawStatus,
          lastActiveAt,
          expireAt,
          abandonAt,
          createdAt,
          updatedAt,
          lastActiveOrganizationId,
          latestActivity,
          actor,
          tasks);
    }
  }
}
