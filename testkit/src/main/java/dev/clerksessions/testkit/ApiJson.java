package dev.clerksessions.testkit;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.clerksessions.PaginatedResourceResponse;
import dev.clerksessions.Session;
import dev.clerksessions.SessionActivity;
import dev.clerksessions.SessionTask;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes the API's bodies. By the API's description a session's actor, organization, activity and
 * tasks may be null; what isn't known of an activity is left out.
 */
final class ApiJson {

  private static final JsonFactory FACTORY = new JsonFactory();

  private final JsonGenerator json;

  private ApiJson(JsonGenerator json) {
    this.json = json;
  }

  /** A part of a body. */
  private interface Part {
    void write(ApiJson json) throws IOException;
  }

  static String page(PaginatedResourceResponse<Session> page, boolean paginated) {
    return document(
        json -> {
          if (paginated) {
            json.page(page);
          } else {
            json.sessions(page.data());
          }
        });
  }

  /** One session, which has no activity outside of lists. */
  static String session(Session session) {
    return document(json -> json.session(session, false));
  }

  static String errors(List<ApiError> errors, @Nullable String traceId) {
    return document(json -> json.refusal(errors, traceId));
  }

  private static String document(Part part) {
    StringWriter text = new StringWriter();
    try (JsonGenerator generator = FACTORY.createGenerator(text)) {
      part.write(new ApiJson(generator));
    } catch (IOException e) {
      throw new UncheckedIOException("a text in memory can't be written", e);
    }
    return text.toString();
  }

  private void page(PaginatedResourceResponse<Session> page) throws IOException {
    json.writeStartObject();
    json.writeFieldName("data");
    sessions(page.data());
    json.writeNumberField("total_count", page.totalCount());
    json.writeEndObject();
  }

  private void sessions(List<Session> sessions) throws IOException {
    json.writeStartArray();
    for (Session session : sessions) {
      session(session, true);
    }
    json.writeEndArray();
  }

  private void session(Session session, boolean listed) throws IOException {
    json.writeStartObject();
    json.writeStringField("object", "session");
    json.writeStringField("id", session.id());
    json.writeStringField("client_id", session.clientId());
    json.writeStringField("user_id", session.userId());
    json.writeStringField("status", session.rawStatus());
    json.writeStringField("last_active_organization_id", session.lastActiveOrganizationId());
    json.writeFieldName("actor");
    value(session.actor());
    if (listed) {
      json.writeFieldName("latest_activity");
      activity(session.latestActivity());
    }
    time("last_active_at", session.lastActiveAt());
    time("expire_at", session.expireAt());
    time("abandon_at", session.abandonAt());
    time("created_at", session.createdAt());
    time("updated_at", session.updatedAt());
    tasks(session.tasks());
    json.writeEndObject();
  }

  private void activity(@Nullable SessionActivity activity) throws IOException {
    if (activity == null) {
      json.writeNull();
      return;
    }
    json.writeStartObject();
    json.writeStringField("object", "session_activity");
    json.writeStringField("id", activity.id());
    json.writeBooleanField("is_mobile", activity.isMobile());
    ifKnown("device_type", activity.deviceType());
    ifKnown("browser_name", activity.browserName());
    ifKnown("browser_version", activity.browserVersion());
    ifKnown("ip_address", activity.ipAddress());
    ifKnown("city", activity.city());
    ifKnown("country", activity.country());
    json.writeEndObject();
  }

  private void ifKnown(String name, @Nullable String value) throws IOException {
    if (value != null) {
      json.writeStringField(name, value);
    }
  }

  private void tasks(List<SessionTask> tasks) throws IOException {
    json.writeArrayFieldStart("tasks");
    for (SessionTask task : tasks) {
      json.writeStartObject();
      json.writeStringField("key", task.key());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private void time(String name, @Nullable Instant time) throws IOException {
    if (time == null) {
      json.writeNullField(name);
    } else {
      json.writeNumberField(name, time.toEpochMilli());
    }
  }

  /** Writes one of the kinds of value that {@link Session#actor()} holds. */
  private void value(@Nullable Object value) throws IOException {
    if (value == null) {
      json.writeNull();
    } else if (value instanceof Map<?, ?> object) {
      json.writeStartObject();
      for (Map.Entry<?, ?> member : object.entrySet()) {
        json.writeFieldName((String) member.getKey());
        value(member.getValue());
      }
      json.writeEndObject();
    } else if (value instanceof List<?> list) {
      json.writeStartArray();
      for (Object element : list) {
        value(element);
      }
      json.writeEndArray();
    } else if (value instanceof Long number) {
      json.writeNumber(number);
    } else if (value instanceof BigInteger number) {
      json.writeNumber(number);
    } else if (value instanceof BigDecimal number) {
      json.writeNumber(number);
    } else if (value instanceof Boolean bool) {
      json.writeBoolean(bool);
    } else {
      json.writeString((String) value);
    }
  }

  private void refusal(List<ApiError> errors, @Nullable String traceId) throws IOException {
    json.writeStartObject();
    json.writeArrayFieldStart("errors");
    for (ApiError error : errors) {
      error(error, traceId != null);
    }
    json.writeEndArray();
    if (traceId != null) {
      json.writeStringField("clerk_trace_id", traceId);
    }
    json.writeEndObject();
  }

  /** The API adds {@code meta} for whoever has shown a right key, empty when there is nothing. */
  private void error(ApiError error, boolean withMeta) throws IOException {
    json.writeStartObject();
    json.writeStringField("message", error.message());
    json.writeStringField("long_message", error.longMessage());
    json.writeStringField("code", error.code());
    if (withMeta) {
      json.writeObjectFieldStart("meta");
      ifKnown("param_name", error.paramName());
      json.writeEndObject();
    }
    json.writeEndObject();
  }
}
