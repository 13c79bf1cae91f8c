package dev.clerksessions.testkit;

import dev.clerksessions.SessionListParams;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The API's side of {@code GET /v1/sessions}: the checks, in the API's order, and the answers. */
final class SessionListApi {

  private static final Pattern DATE = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");
  private static final String BEARER = "Bearer ";
  private static final int UNAUTHORIZED = 401;

  private final InMemorySessions sessions;
  private final String secretKey;
  private final @Nullable RequestWindow window;
  private final AtomicLong requests = new AtomicLong();

  SessionListApi(InMemorySessions sessions, String secretKey, @Nullable RequestWindow window) {
    this.sessions = sessions;
    this.secretKey = secretKey;
    this.window = window;
  }

  /** The answer when nothing is in its way, made when it is due; and what is in its way. */
  record Reply(Supplier<ApiAnswer> usual, String traceId, TroubleScript.Met met) {}

  /** Calls get a reply from {@code meet}; what is no call is refused, and meets nothing. */
  Reply answer(
      String method,
      URI uri,
      Function<String, @Nullable String> headers,
      Function<SessionListParams, TroubleScript.Met> meet) {
    if (!method.equals("GET") || !uri.getRawPath().equals("/v1/sessions")) {
      return refused(ApiAnswer.notFound());
    }
    String authorization = headers.apply("authorization");
    if (authorization == null || !authorization.startsWith(BEARER)) {
      return unauthorized(
          ApiError.of(
              "authorization_header_format_invalid", "Invalid Authorization header format"));
    }
    if (!authorization.substring(BEARER.length()).equals(secretKey)) {
      return unauthorized(ApiError.usualFor(UNAUTHORIZED));
    }
    String traceId = String.format("%032x", requests.incrementAndGet());
    Duration wait = window == null ? Duration.ZERO : window.count();
    if (!wait.isZero()) {
      return refused(
          ApiAnswer.refusal(ApiAnswer.TOO_MANY_REQUESTS, traceId, RequestWindow.seconds(wait)));
    }
    String version = headers.apply("clerk-api-version");
    if (version != null && !DATE.matcher(version).matches()) {
      return refused(
          ApiAnswer.refusal(
              400,
              List.of(ApiError.of("api_version_invalid", "The API version is invalid")),
              traceId));
    }
    SessionListQuery query = SessionListQuery.parse(uri.getRawQuery());
    if (!query.errors().isEmpty()) {
      return refused(ApiAnswer.refusal(422, query.errors(), traceId));
    }
    return new Reply(() -> page(query, traceId), traceId, meet.apply(query.params()));
  }

  private ApiAnswer page(SessionListQuery query, String traceId) {
    String body = ApiJson.page(sessions.page(query.params()), query.paginated());
    return ApiAnswer.json(200, body, traceId);
  }

  private static Reply unauthorized(ApiError error) {
    return refused(ApiAnswer.refusal(UNAUTHORIZED, List.of(error), null));
  }

  private static Reply refused(ApiAnswer answer) {
    return new Reply(() -> answer, "", TroubleScript.Met.NOTHING);
  }
}
