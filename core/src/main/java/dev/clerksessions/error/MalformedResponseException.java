package dev.clerksessions.error;

import org.jspecify.annotations.Nullable;

/**
 * The API returned a successful response whose body is invalid: it is not JSON, a required member
 * is missing, a member has the wrong type, or a session belongs to a user or client other than the
 * requested one. A retry seldom helps.
 */
public final class MalformedResponseException extends ClerkException {

  private static final long serialVersionUID = 1L;

  private final String path;
  private final @Nullable String traceId;

  /**
   * Creates an exception whose message contains the path and the problem.
   *
   * @param path the location in the response, such as {@code data[17].user_id}; {@code body} for
   *     the whole body
   * @param problem the problem at this location, without the value
   * @param traceId the API's trace id, or null if the response has none
   */
  public MalformedResponseException(String path, String problem, @Nullable String traceId) {
    this(path + " " + problem + LogSafe.traceId(traceId), path, traceId, Attempts.ONE);
  }

  private MalformedResponseException(
      String message, String path, @Nullable String traceId, Attempts attempts) {
    super(message, null, attempts);
    this.path = path;
    this.traceId = traceId;
  }

  @Override
  public MalformedResponseException withAttempts(Attempts attempts) {
    return copied(new MalformedResponseException(message(), path, traceId, attempts));
  }

  /**
   * Returns the location of the problem in the response.
   *
   * @return a path such as {@code data[17].user_id}; {@code body} for the whole body
   */
  public String path() {
    return path;
  }

  /**
   * Returns the API's trace id of the exchange. Clerk's support asks for it.
   *
   * @return the trace id, or null if the response has none
   */
  public @Nullable String traceId() {
    return traceId;
  }
}
