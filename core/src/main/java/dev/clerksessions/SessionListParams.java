package dev.clerksessions;

import dev.clerksessions.internal.Preconditions;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The parameters of a list request: the user or client whose sessions are listed, a filter, and the
 * page. {@link Builder#build()} validates the values by the rules of the API's documentation,
 * before any request is sent. Immutable.
 */
public final class SessionListParams {

  /** The maximum number of sessions per page: {@value}. */
  public static final int MAX_LIMIT = 500;

  /** The API's default number of sessions per page: {@value}. */
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
   * Returns a builder without client, user or status, with a limit of {@value #DEFAULT_LIMIT} and
   * an offset of 0.
   *
   * @return a builder; a client or a user must be set
   */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Returns the client whose sessions are listed.
   *
   * @return the id, or null for sessions of any client
   */
  public @Nullable String clientId() {
    return clientId;
  }

  /**
   * Returns the user whose sessions are listed.
   *
   * @return the id, or null for sessions of any user
   */
  public @Nullable String userId() {
    return userId;
  }

  /**
   * Returns the status of the sessions to list.
   *
   * @return the status, or null for sessions of any status
   */
  public @Nullable SessionStatus status() {
    return status;
  }

  /**
   * Returns the maximum number of sessions in the page.
   *
   * @return 1 to {@value #MAX_LIMIT}
   */
  public int limit() {
    return limit;
  }

  /**
   * Returns the number of newest sessions to skip.
   *
   * @return 0 or more
   */
  public long offset() {
    return offset;
  }

  /**
   * Returns a builder that has the values of these parameters.
   *
   * @return a builder with the same values
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

  /** Builds {@link SessionListParams}. Not safe for use by multiple threads. */
  public static final class Builder {

    private @Nullable String clientId;
    private @Nullable String userId;
    private @Nullable SessionStatus status;
    private int limit = DEFAULT_LIMIT;
    private long offset;

    private Builder() {}

    /**
     * Lists the sessions of this client. If a user is set too, lists only sessions of both.
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
     * Lists the sessions of this user. If a client is set too, lists only sessions of both.
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
     * @param status any status except {@link SessionStatus#UNRECOGNIZED}; null for any
     * @return this
     */
    public Builder status(@Nullable SessionStatus status) {
      this.status = status;
      return this;
    }

    /**
     * Sets the maximum number of sessions in the page.
     *
     * @param limit sessions per page, 1 to {@value #MAX_LIMIT}; {@value #DEFAULT_LIMIT} by default
     * @return this
     */
    public Builder limit(int limit) {
      this.limit = limit;
      return this;
    }

    /**
     * Skips the newest sessions.
     *
     * @param offset the number of sessions to skip, 0 or more; 0 by default
     * @return this
     */
    public Builder offset(long offset) {
      this.offset = offset;
      return this;
    }

    /**
     * Validates the values and builds the parameters.
     *
     * @return the parameters
     * @throws IllegalArgumentException if neither client nor user is set, one of them is blank or
     *     has a control or format character, a line or paragraph separator or an unpaired
     *     surrogate, the status is {@link SessionStatus#UNRECOGNIZED}, the limit is not 1 to
     *     {@value #MAX_LIMIT}, or the offset is negative; the message names the field, the rule and
     *     the value
     */
    public SessionListParams build() {
      return new SessionListParams(this);
    }
  }
}
