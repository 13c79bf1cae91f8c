package dev.clerksessions.testkit;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The API's side of {@code GET /v1/sessions}: the checks, in the API's order, and the answers. */
final class SessionListApi {

  private static final Pattern DATE = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");
  private static final String BEARER = "Bearer ";

  private final InMemorySessions sessions;
  private final String secretKey;
  private final @Nullable RequestWindow window;
  private final AtomicLong requests = new AtomicLong();

  SessionListApi(InMemorySessions sessions, String secretKey, @Nullable RequestWindow window) {
    this.sessions = sessions;
    this.secretKey = secretKey;
    this.window = window;
  }

  ApiAnswer answer(String method, URI uri, Function<String, @Nullable String> headers) {
    if (!method.equals("GET") || !uri.getRawPath().equals("/v1/sessions")) {
      return new ApiAnswer(
          404, Map.of("Content-Type", "text/plain; charset=utf-8"), "404 page not found\n");
    }
    String authorization = headers.apply("Authorization");
    if (authorization == null || !authorization.startsWith(BEARER)) {
      return unauthorized(
          ApiError.of(
              "authorization_header_format_invalid", "Invalid Authorization header format"));
    }
    if (!authorization.substring(BEARER.length()).equals(secretKey)) {
      return unauthorized(
          ApiError.of("clerk_key_invalid", "The provided Clerk Secret Key is invalid"));
    }
    String traceId = String.format("%032x", requests.incrementAndGet());
    Duration wait = window == null ? Duration.ZERO : window.count();
    if (!wait.isZero()) {
      return tooMany(wait, traceId);
    }
    String version = headers.apply("Clerk-API-Version");
    if (version != null && !DATE.matcher(version).matches()) {
      return refused(
          400, List.of(ApiError.of("api_version_invalid", "The API version is invalid")), traceId);
    }
    SessionListQuery query = SessionListQuery.parse(uri.getRawQuery());
    if (!query.errors().isEmpty()) {
      return refused(422, query.errors(), traceId);
    }
    return json(
        200, ApiJson.page(sessions.getSessionList(query.params()), query.paginated()), traceId);
  }

  private static ApiAnswer unauthorized(ApiError error) {
    return new ApiAnswer(
        401, Map.of("Content-Type", "application/json"), ApiJson.errors(List.of(error), null));
  }

  private static ApiAnswer tooMany(Duration wait, String traceId) {
    ApiError error =
        ApiError.of("too_many_requests", "Too many requests, please try again in a bit");
    return new ApiAnswer(
        429,
        Map.of(
            "Content-Type",
            "application/json",
            "cf-ray",
            traceId,
            "Retry-After",
            RequestWindow.seconds(wait)),
        ApiJson.errors(List.of(error), traceId));
  }

  private static ApiAnswer refused(int status, List<ApiError> errors, String traceId) {
    return json(status, ApiJson.errors(errors, traceId), traceId);
  }

  private static ApiAnswer json(int status, String body, String traceId) {
    return new ApiAnswer(
        status, Map.of("Content-Type", "application/json", "cf-ray", traceId), body);
  }
}
