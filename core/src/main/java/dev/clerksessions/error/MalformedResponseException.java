package dev.clerksessions.error;

import org.jspecify.annotations.Nullable;

/**
 * The API said that all is well, but its answer can't be read: no JSON, something required is
 * missing, a member has the wrong type, or a session is of another user or client than the
 * requested one. Asking again seldom helps.
 */
public final class MalformedResponseException extends ClerkException {

  private static final long serialVersionUID = 1L;

  private final String path;
  private final @Nullable String traceId;

  /**
   * Makes an exception whose message is the path and the problem.
   *
   * @param path where in the answer, such as {@code data[17].user_id}; {@code body} for all of it
   * @param problem what is wrong there, without the value
   * @param traceId the API's name for the exchange, if it gave one
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
   * Where the answer can't be read.
   *
   * @return a path such as {@code data[17].user_id}; {@code body} for all of it
   */
  public String path() {
    return path;
  }

  /**
   * The API's name for the exchange, which its support asks for.
   *
   * @return the trace id, or null when the answer had none
   */
  public @Nullable String traceId() {
    return traceId;
  }
}
