package dev.clerksessions.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An answer of the API, before it goes to a socket. */
record ApiResponse(int status, Map<String, String> headers, String body) {

  static final int TOO_MANY_REQUESTS = 429;

  static ApiResponse notFound() {
    return new ApiResponse(
        404, Map.of("Content-Type", "text/plain; charset=utf-8"), "404 page not found\n");
  }

  /** The API gives a trace id to whoever has shown a right key. */
  static ApiResponse json(int status, String body, @Nullable String traceId) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Content-Type", "application/json");
    if (traceId != null) {
      headers.put("cf-ray", traceId);
    }
    return new ApiResponse(status, headers, body);
  }

  static ApiResponse refusal(int status, List<ApiError> errors, @Nullable String traceId) {
    return json(status, ApiJson.errors(errors, traceId), traceId);
  }

  /** What a proxy in front of the API responds with when the API fails. */
  private static ApiResponse proxyPage(int status, String traceId) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Content-Type", "text/html; charset=UTF-8");
    headers.put("cf-ray", traceId);
    return new ApiResponse(
        status, headers, "<html><body><h1>Error " + status + "</h1></body></html>");
  }

  /** The usual refusal of a status; {@code retryAfter} is in seconds. */
  static ApiResponse refusal(int status, String traceId, @Nullable String retryAfter) {
    List<ApiError> errors = ApiError.usualFor(status);
    ApiResponse answer =
        errors.isEmpty() ? proxyPage(status, traceId) : refusal(status, errors, traceId);
    if (retryAfter != null) {
      answer.headers.put("Retry-After", retryAfter);
    }
    return answer;
  }

  /** The head of HTTP/1.1, which tells the body's length. */
  byte[] head(boolean lastOfConnection) {
    StringBuilder head = new StringBuilder("HTTP/1.1 ").append(status).append(" \r\n");
    headers.forEach((name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
    head.append("Content-Length: ").append(bodyBytes().length).append("\r\n");
    head.append(lastOfConnection ? "Connection: close\r\n\r\n" : "\r\n");
    return head.toString().getBytes(UTF_8);
  }

  byte[] bodyBytes() {
    return body.getBytes(UTF_8);
  }

  /** Head and body. */
  byte[] bytes(boolean lastOfConnection) {
    byte[] head = head(lastOfConnection);
    byte[] body = bodyBytes();
    byte[] bytes = Arrays.copyOf(head, head.length + body.length);
    System.arraycopy(body, 0, bytes, head.length, body.length);
    return bytes;
  }
}
