package dev.clerksessions;

/** What became of a session; the descriptions are the API documentation's. */
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
   * A status that is newer than this library; {@link Session#rawStatus()} has its text. It can be
   * received, not sent.
   */
  UNRECOGNIZED("");

  private final String value;

  SessionStatus(String value) {
    this.value = value;
  }

  /**
   * The status as the API writes it.
   *
   * @return the text on the wire; empty for {@link #UNRECOGNIZED}
   */
  public String value() {
    return value;
  }

  /**
   * Finds the status that the API writes as {@code value}.
   *
   * @param value the text on the wire; upper and lower case differ
   * @return the status, or {@link #UNRECOGNIZED} for a text that isn't one of the eight
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
