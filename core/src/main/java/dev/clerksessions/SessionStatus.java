package dev.clerksessions;

/** The status of a session. The descriptions are those of the API's documentation. */
public enum SessionStatus {
  /** The session was abandoned client-side. */
  ABANDONED("abandoned"),
  /** The session is valid and all activity is allowed. */
  ACTIVE("active"),
  /** The user has signed in but hasn't completed the session's tasks. */
  PENDING("pending"),
  /** The user signed out of the session, but it remains in the client. */
  ENDED("ended"),
  /** The period of allowed activity for this session has passed. */
  EXPIRED("expired"),
  /** The user signed out of the session, and it was removed from the client. */
  REMOVED("removed"),
  /** The session has been replaced by another one, but it remains in the client. */
  REPLACED("replaced"),
  /** The application ended the session, and it was removed from the client. */
  REVOKED("revoked"),
  /**
   * A status that this library does not know; {@link Session#rawStatus()} returns its string. It is
   * received only, and can't be used as a filter.
   */
  UNRECOGNIZED("");

  private final String value;

  SessionStatus(String value) {
    this.value = value;
  }

  /**
   * Returns the status string that the API sends.
   *
   * @return the string on the wire; empty for {@link #UNRECOGNIZED}
   */
  public String value() {
    return value;
  }

  /**
   * Returns the status for the string that the API sends.
   *
   * @param value the string on the wire; case-sensitive
   * @return the status, or {@link #UNRECOGNIZED} if the string is not one of the documented
   *     statuses
   */
  public static SessionStatus fromValue(String value) {
    return switch (value) {
      case "abandoned" -> ABANDONED;
      case "active" -> ACTIVE;
      case "pending" -> PENDING;
      case "ended" -> ENDED;
      case "expired" -> EXPIRED;
      case "removed" -> REMOVED;
      case "replaced" -> REPLACED;
      case "revoked" -> REVOKED;
      default -> UNRECOGNIZED;
    };
  }
}
