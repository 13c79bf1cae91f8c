package dev.clerksessions;

import dev.clerksessions.internal.Preconditions;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Whose sessions to list, and which of them. The rules are those of the API's documentation and are
 * checked by {@link Builder#build()}, before anything is sent. Immutable.
 */
public final class SessionListParams {

  /** The most sessions the API gives in one page: {@value}. */
  public static final int MAX_LIMIT = 500;

  /** The page size the API takes when none is asked for: {@value}. */
  public static final int DEFAULT_LIMIT = 10;

  private final @Nullable String clientId;
  private final @Nullable String userId;
  private final @Nullable SessionStatus status;
  private final int limit;
  private final long offset;

  private SessionListParams(Builder builder) {
    clientId = Preconditions.requireEncodable("clientId", builder.clientId);
    userId = Preconditions.requireEncodable("userId", builder.userId);
    if (clientId == null && userId == null) {
      throw new IllegalArgumentException("clientId or userId must be set, both were null");
    }
    status = builder.status;
    if (status == SessionStatus.UNRECOGNIZED) {
      throw new IllegalArgumentException(
          "status must be one that the API documents, was UNRECOGNIZED");
    }
    limit = builder.limit;
    if (limit < 1 || limit > MAX_LIMIT) {
      throw new IllegalArgumentException("limit must be 1 to " + MAX_LIMIT + ", was " + limit);
    }
    offset = builder.offset;
    if (offset < 0) {
      throw new IllegalArgumentException("offset must be 0 or more, was " + offset);
    }
  }

  /**
   * Starts with nobody's sessions of any status, {@value #DEFAULT_LIMIT} of them from the first.
   *
   * @return a builder that needs a client or a user
   */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * The client whose sessions are listed.
   *
   * @return the id, or null when the user alone counts
   */
  public @Nullable String clientId() {
    return clientId;
  }

  /**
   * The user whose sessions are listed.
   *
   * @return the id, or null when the client alone counts
   */
  public @Nullable String userId() {
    return userId;
  }

  /**
   * The status that sessions must have.
   *
   * @return the status, or null for sessions of any status
   */
  public @Nullable SessionStatus status() {
    return status;
  }

  /**
   * How many sessions to return at most.
   *
   * @return 1 to {@value #MAX_LIMIT}
   */
  public int limit() {
    return limit;
  }

  /**
   * How many of the newest sessions to skip.
   *
   * @return 0 or more
   */
  public long offset() {
    return offset;
  }

  /**
   * Starts a copy.
   *
   * @return a builder with everything as it is here
   */
  public Builder toBuilder() {
    Builder copy = new Builder();
    copy.clientId = clientId;
    copy.userId = userId;
    copy.status = status;
    copy.limit = limit;
    copy.offset = offset;
    return copy;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof SessionListParams that
        && Objects.equals(clientId, that.clientId)
        && Objects.equals(userId, that.userId)
        && status == that.status
        && limit == that.limit
        && offset == that.offset;
  }

  @Override
  public int hashCode() {
    return Objects.hash(clientId, userId, status, limit, offset);
  }

  @Override
  public String toString() {
    return "SessionListParams[clientId="
        + (clientId == null ? null : Preconditions.quote(clientId))
        + ", userId="
        + (userId == null ? null : Preconditions.quote(userId))
        + ", status="
        + status
        + ", limit="
        + limit
        + ", offset="
        + offset
        + "]";
  }

  /** Collects parameters. Not safe for use by many threads. */
  public static final class Builder {

    private @Nullable String clientId;
    private @Nullable String userId;
    private @Nullable SessionStatus status;
    private int limit = DEFAULT_LIMIT;
    private long offset;

    private Builder() {}

    /**
     * Lists the sessions of this client. With a user as well, only those that belong to both.
     *
     * @param clientId the client's id, not blank, without control and format characters; null for
     *     any client
     * @return this
     */
    public Builder clientId(@Nullable String clientId) {
      this.clientId = clientId;
      return this;
    }

    /**
     * Lists the sessions of this user. With a client as well, only those that belong to both.
     *
     * @param userId the user's id, not blank, without control and format characters; null for any
     *     user
     * @return this
     */
    public Builder userId(@Nullable String userId) {
      this.userId = userId;
      return this;
    }

    /**
     * Lists only sessions of this status.
     *
     * @param status one status but {@link SessionStatus#UNRECOGNIZED}; null for any
     * @return this
     */
    public Builder status(@Nullable SessionStatus status) {
      this.status = status;
      return this;
    }

    /**
     * Bounds the page.
     *
     * @param limit sessions per page, 1 to {@value #MAX_LIMIT}; {@value #DEFAULT_LIMIT} if not set
     * @return this
     */
    public Builder limit(int limit) {
      this.limit = limit;
      return this;
    }

    /**
     * Skips the newest sessions.
     *
     * @param offset how many to skip, 0 or more; 0 if not set
     * @return this
     */
    public Builder offset(long offset) {
      this.offset = offset;
      return this;
    }

    /**
     * Preconditions and makes the parameters.
     *
     * @return the parameters
     * @throws IllegalArgumentException naming the field, the rule and the value, when neither
     *     client nor user is set, one of them is blank or has a control or format character, a line
     *     or paragraph separator or an unpaired surrogate, the status can't be sent, the limit is
     *     outside of 1 to {@value #MAX_LIMIT}, or the offset is negative
     */
    public SessionListParams build() {
      return new SessionListParams(this);
    }
  }
}
