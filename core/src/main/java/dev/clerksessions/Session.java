package dev.clerksessions;

import dev.clerksessions.internal.JsonValues;
import dev.clerksessions.internal.Preconditions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A user's session: one sign-in on one client. Times are milliseconds since the epoch on the wire,
 * and {@code Instant}s here.
 *
 * @param id the session's id
 * @param clientId the client that holds it, such as one browser
 * @param userId whose session it is
 * @param status its status, {@link SessionStatus#UNRECOGNIZED} if this library doesn't know {@code
 *     rawStatus}
 * @param rawStatus its status as the API writes it
 * @param lastActiveAt when it was last used; all times have milliseconds
 * @param expireAt when it expires
 * @param abandonAt when it counts as abandoned, or null where the API doesn't tell
 * @param createdAt when the user signed in
 * @param updatedAt when the API last changed it
 * @param lastActiveOrganizationId the organization it was last used for, or null
 * @param latestActivity where and with what it was last used, or null
 * @param actor who acts as the user, when somebody does, or null. {@code sub} names them, but not
 *     always by the id of a user: a command-line sign-in has {@code cli:} and an e-mail address,
 *     which is personal data, and an agent has {@code type} {@code agent} beside it. May be empty;
 *     unmodifiable, at any depth. Values are {@code String}, {@code Boolean}, {@code Long}, {@code
 *     BigInteger} beyond a {@code long}, {@code BigDecimal}, {@code List}, {@code Map} and null
 * @param tasks what the user must still do; unmodifiable, empty for nothing
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
   * Called by the builder alone. Not stable: a version that knows more of a session has another
   * constructor. Use {@link #builder()}.
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
   * @throws IllegalArgumentException when something required is null, {@code status} isn't that of
   *     {@code rawStatus}, or {@code actor} holds what JSON can't
   */
  public Session {
    Preconditions.requireSet("id", id);
    Preconditions.requireSet("clientId", clientId);
    Preconditions.requireSet("userId", userId);
    Preconditions.requireSet("rawStatus", rawStatus);
    if (status != SessionStatus.fromValue(rawStatus)) {
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
   * Starts a session without any member, and without tasks.
   *
   * @return a builder that needs all that isn't nullable
   */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Starts a copy.
   *
   * @return a builder with everything as it is here
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

  /** Collects a session's members. Not safe for use by many threads. */
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
     * Sets the client that holds it.
     *
     * @param clientId such as {@code client_…}
     * @return this
     */
    public Builder clientId(String clientId) {
      this.clientId = clientId;
      return this;
    }

    /**
     * Sets whose session it is.
     *
     * @param userId such as {@code user_…}
     * @return this
     */
    public Builder userId(String userId) {
      this.userId = userId;
      return this;
    }

    /**
     * Sets the status in the API's own text.
     *
     * @param rawStatus any text, also one that no {@link SessionStatus} has
     * @return this
     */
    public Builder rawStatus(String rawStatus) {
      this.rawStatus = rawStatus;
      return this;
    }

    /**
     * Sets the status.
     *
     * @param status one of the documented ones
     * @return this
     * @throws IllegalArgumentException for {@link SessionStatus#UNRECOGNIZED}, which has no text
     */
    public Builder status(SessionStatus status) {
      if (status == SessionStatus.UNRECOGNIZED) {
        throw new IllegalArgumentException(
            "status must be one that the API documents, was UNRECOGNIZED; rawStatus takes others");
      }
      return rawStatus(status.value());
    }

    /**
     * Sets when it was last used.
     *
     * @param lastActiveAt a time of milliseconds
     * @return this
     */
    public Builder lastActiveAt(Instant lastActiveAt) {
      this.lastActiveAt = lastActiveAt;
      return this;
    }

    /**
     * Sets when it expires.
     *
     * @param expireAt a time of milliseconds
     * @return this
     */
    public Builder expireAt(Instant expireAt) {
      this.expireAt = expireAt;
      return this;
    }

    /**
     * Sets when it counts as abandoned.
     *
     * @param abandonAt a time of milliseconds; null if not known
     * @return this
     */
    public Builder abandonAt(@Nullable Instant abandonAt) {
      this.abandonAt = abandonAt;
      return this;
    }

    /**
     * Sets when the user signed in.
     *
     * @param createdAt a time of milliseconds
     * @return this
     */
    public Builder createdAt(Instant createdAt) {
      this.createdAt = createdAt;
      return this;
    }

    /**
     * Sets when the API last changed it.
     *
     * @param updatedAt a time of milliseconds
     * @return this
     */
    public Builder updatedAt(Instant updatedAt) {
      this.updatedAt = updatedAt;
      return this;
    }

    /**
     * Sets the organization it was last used for.
     *
     * @param lastActiveOrganizationId such as {@code org_…}; null for none
     * @return this
     */
    public Builder lastActiveOrganizationId(@Nullable String lastActiveOrganizationId) {
      this.lastActiveOrganizationId = lastActiveOrganizationId;
      return this;
    }

    /**
     * Sets where and with what it was last used.
     *
     * @param latestActivity the activity; null if not known
     * @return this
     */
    public Builder latestActivity(@Nullable SessionActivity latestActivity) {
      this.latestActivity = latestActivity;
      return this;
    }

    /**
     * Sets who acts as the user.
     *
     * @param actor the claims, of texts, booleans, numbers, lists, maps and nulls; copied. Null for
     *     nobody
     * @return this
     */
    public Builder actor(@Nullable Map<String, @Nullable Object> actor) {
      this.actor = actor;
      return this;
    }

    /**
     * Sets what the user must still do.
     *
     * @param tasks the tasks; copied
     * @return this
     */
    public Builder tasks(List<SessionTask> tasks) {
      this.tasks = tasks;
      return this;
    }

    /**
     * Makes the session.
     *
     * @return the session
     * @throws IllegalArgumentException naming the member, when one that isn't nullable wasn't set,
     *     or {@code actor} holds what JSON can't
     */
    @SuppressWarnings("NullAway") // The constructor refuses what is missing.
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
