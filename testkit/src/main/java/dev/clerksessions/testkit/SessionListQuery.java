package dev.clerksessions.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.clerksessions.SessionListParams;
import dev.clerksessions.SessionStatus;
import java.net.URLDecoder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the parameters as the API does, and collects what is wrong with all of them. */
final class SessionListQuery {

  private static final Set<String> NAMES =
      Set.of("client_id", "user_id", "status", "limit", "offset", "paginated");
  private static final Pattern INTEGER = Pattern.compile("-?\\d{1,18}");

  private final Map<String, String> values = new LinkedHashMap<>();
  private final List<ApiError> errors = new ArrayList<>();
  private final SessionListParams.Builder params = SessionListParams.builder();
  private boolean paginated;

  private SessionListQuery() {}

  static SessionListQuery parse(@Nullable String rawQuery) {
    SessionListQuery query = new SessionListQuery();
    query.split(rawQuery == null ? "" : rawQuery);
    query.readOwner();
    query.readStatus();
    query.readLimit();
    query.readOffset();
    query.readPaginated();
    return query;
  }

  List<ApiError> errors() {
    return errors;
  }

  SessionListParams params() {
    return params.build();
  }

  boolean paginated() {
    return paginated;
  }

  private void split(String rawQuery) {
    for (String pair : rawQuery.split("&", -1)) {
      if (pair.isEmpty()) {
        continue;
      }
      int equals = pair.indexOf('=');
      String name = URLDecoder.decode(equals < 0 ? pair : pair.substring(0, equals), UTF_8);
      String value = equals < 0 ? "" : URLDecoder.decode(pair.substring(equals + 1), UTF_8);
      if (NAMES.contains(name)) {
        values.putIfAbsent(name, value);
      } else {
        errors.add(ApiError.about(name, "form_param_unknown", "is not a known parameter"));
      }
    }
  }

  private void readOwner() {
    String clientId = textOrNull("client_id");
    String userId = textOrNull("user_id");
    if (clientId == null && userId == null) {
      errors.add(ApiError.about("user_id", "form_param_missing", "must be included, or client_id"));
    }
    params.clientId(clientId).userId(userId);
  }

  private void readStatus() {
    String value = textOrNull("status");
    if (value == null) {
      return;
    }
    SessionStatus status = SessionStatus.fromValue(value);
    if (status == SessionStatus.UNRECOGNIZED) {
      errors.add(invalid("status", "must be one of the session statuses"));
    } else {
      params.status(status);
    }
  }

  private void readLimit() {
    integer("limit")
        .ifPresent(
            limit -> {
              if (limit < 1) {
                errors.add(invalid("limit", "must be greater than or equal to 1"));
              } else if (limit > SessionListParams.MAX_LIMIT) {
                errors.add(
                    ApiError.about(
                        "limit",
                        "form_param_value_too_large",
                        "must be less than or equal to " + SessionListParams.MAX_LIMIT));
              } else {
                params.limit((int) limit);
              }
            });
  }

  private void readOffset() {
    integer("offset")
        .ifPresent(
            offset -> {
              if (offset < 0) {
                errors.add(invalid("offset", "must be greater than or equal to 0"));
              } else {
                params.offset(offset);
              }
            });
  }

  private void readPaginated() {
    String value = textOrNull("paginated");
    if (value == null || value.equals("true") || value.equals("false")) {
      paginated = "true".equals(value);
    } else {
      errors.add(ApiError.about("paginated", "form_param_type_invalid", "must be a boolean"));
    }
  }

  private OptionalLong integer(String name) {
    String value = textOrNull(name);
    if (value == null) {
      return OptionalLong.empty();
    }
    if (!INTEGER.matcher(value).matches()) {
      errors.add(ApiError.about(name, "form_param_type_invalid", "must be an integer"));
      return OptionalLong.empty();
    }
    return OptionalLong.of(Long.parseLong(value));
  }

  private @Nullable String textOrNull(String name) {
    String value = values.get(name);
    return value == null || value.isBlank() ? null : value;
  }

  private static ApiError invalid(String name, String rule) {
    return ApiError.about(name, "form_param_value_invalid", rule);
  }
}
