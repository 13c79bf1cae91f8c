package dev.clerksessions.testkit;

import dev.clerksessions.Session;
import dev.clerksessions.SessionListParams;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Handles {@code GET /v1/sessions} and {@code GET /v1/sessions/{id}} as the API does: it makes the
 * checks in the API's order and builds the responses.
 */
final class SessionListApi {

  private static final Pattern DATE = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");
  private static final String SESSIONS = "/v1/sessions";
  private static final Pattern ONE_SESSION = Pattern.compile(SESSIONS + "/[^/]+");
  private static final String BEARER = "Bearer ";
  private static final int UNAUTHORIZED = 401;

  private final InMemorySessions sessions;
  private final String secretKey;
  private final @Nullable FixedWindow window;
  private final AtomicLong requests = new AtomicLong();

  SessionListApi(InMemorySessions sessions, String secretKey, @Nullable FixedWindow window) {
    this.sessions = sessions;
    this.secretKey = secretKey;
    this.window = window;
  }

  /** The usual response, built when it is sent, and the fault that applies to it. */
  record Reply(Supplier<ApiResponse> usual, String traceId, FaultSchedule.Applied fault) {}

  /** Supplies the faults of requests. */
  interface FaultSource {

    /** Returns the fault of a request for the list. The request is recorded as a call. */
    FaultSchedule.Applied ofList(SessionListParams params);

    /** Returns the fault of a request for one session; the user is null if the id is unknown. */
    FaultSchedule.Applied ofSession(@Nullable String userId);
  }

  /** Handles a request that has passed all checks except those of its parameters. */
  private interface Operation {
    Reply handle(String traceId);
  }

  private @Nullable Operation operation(String method, URI uri, FaultSource faults) {
    String path = uri.getRawPath();
    if (!method.equals("GET")) {
      return null;
    }
    if (path.equals(SESSIONS)) {
      return traceId -> list(uri.getRawQuery(), traceId, faults);
    }
    if (ONE_SESSION.matcher(path).matches()) {
      String id = uri.getPath().substring(SESSIONS.length() + 1);
      return traceId -> session(id, traceId, faults);
    }
    return null;
  }

  /** No fault applies to a rejected request. */
  Reply handle(
      String method, URI uri, Function<String, @Nullable String> headers, FaultSource faults) {
    Operation operation = operation(method, uri, faults);
    if (operation == null) {
      return refused(ApiResponse.notFound());
    }
    String authorization = headers.apply("authorization");
    if (authorization == null || !authorization.startsWith(BEARER)) {
      return unauthorized(
          ApiError.of(
              "authorization_header_format_invalid", "Invalid Authorization header format"));
    }
    if (!authorization.substring(BEARER.length()).equals(secretKey)) {
      return refused(ApiResponse.refusal(UNAUTHORIZED, ApiError.usualFor(UNAUTHORIZED), null));
    }
    String traceId = String.format("%032x", requests.incrementAndGet());
    Duration wait = window == null ? Duration.ZERO : window.count();
    if (!wait.isZero()) {
      return refused(
          ApiResponse.refusal(ApiResponse.TOO_MANY_REQUESTS, traceId, FixedWindow.seconds(wait)));
    }
    String version = headers.apply("clerk-api-version");
    if (version != null && !DATE.matcher(version).matches()) {
      return refused(
          ApiResponse.refusal(
              400,
              List.of(ApiError.of("api_version_invalid", "The API version is invalid")),
              traceId));
    }
    return operation.handle(traceId);
  }

  private Reply list(@Nullable String rawQuery, String traceId, FaultSource faults) {
    SessionListQuery query = SessionListQuery.parse(rawQuery);
    if (!query.errors().isEmpty()) {
      return refused(ApiResponse.refusal(422, query.errors(), traceId));
    }
    return new Reply(() -> page(query, traceId), traceId, faults.ofList(query.params()));
  }

  private Reply session(String id, String traceId, FaultSource faults) {
    Session session = sessions.find(id);
    return new Reply(
        () -> session(id, traceId),
        traceId,
        faults.ofSession(session == null ? null : session.userId()));
  }

  private ApiResponse session(String id, String traceId) {
    Session session = sessions.find(id);
    return session == null
        ? ApiResponse.refusal(404, List.of(ApiError.noSession(id)), traceId)
        : ApiResponse.json(200, ApiJson.session(session), traceId);
  }

  private ApiResponse page(SessionListQuery query, String traceId) {
    String body = ApiJson.page(sessions.page(query.params()), query.paginated());
    return ApiResponse.json(200, body, traceId);
  }

  private static Reply unauthorized(ApiError error) {
    return refused(ApiResponse.refusal(UNAUTHORIZED, List.of(error), null));
  }

  private static Reply refused(ApiResponse response) {
    return new Reply(() -> response, "", FaultSchedule.Applied.NONE);
  }
}
