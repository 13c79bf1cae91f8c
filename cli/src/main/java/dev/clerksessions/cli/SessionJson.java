package dev.clerksessions.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import dev.clerksessions.Session;
import dev.clerksessions.SessionActivity;
import dev.clerksessions.SessionTask;
import java.io.IOException;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A session with the names and values of the official JavaScript client's. */
final class SessionJson {

  static final JsonFactory FACTORY =
      new JsonFactoryBuilder()
          .characterEscapes(new TerminalSafeEscapes())
          .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
          .build();

  private SessionJson() {}

  /** Returns a value of an actor as one line of JSON. */
  static String line(Object value) throws IOException {
    StringWriter line = new StringWriter();
    try (JsonGenerator json = FACTORY.createGenerator(line)) {
      value(json, value);
    }
    return line.toString();
  }

  static void write(JsonGenerator json, Session session) throws IOException {
    json.writeStartObject();
    json.writeStringField("id", session.id());
    json.writeStringField("clientId", session.clientId());
    json.writeStringField("userId", session.userId());
    json.writeStringField("status", session.rawStatus());
    time(json, "lastActiveAt", session.lastActiveAt());
    time(json, "expireAt", session.expireAt());
    time(json, "abandonAt", session.abandonAt());
    time(json, "createdAt", session.createdAt());
    time(json, "updatedAt", session.updatedAt());
    json.writeStringField("lastActiveOrganizationId", session.lastActiveOrganizationId());
    activity(json, session.latestActivity());
    json.writeFieldName("actor");
    value(json, session.actor());
    json.writeArrayFieldStart("tasks");
    for (SessionTask task : session.tasks()) {
      json.writeStartObject();
      json.writeStringField("key", task.key());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void activity(JsonGenerator json, @Nullable SessionActivity activity)
      throws IOException {
    if (activity == null) {
      json.writeNullField("latestActivity");
      return;
    }
    json.writeObjectFieldStart("latestActivity");
    json.writeStringField("id", activity.id());
    json.writeBooleanField("isMobile", activity.isMobile());
    json.writeStringField("ipAddress", activity.ipAddress());
    json.writeStringField("city", activity.city());
    json.writeStringField("country", activity.country());
    json.writeStringField("browserVersion", activity.browserVersion());
    json.writeStringField("browserName", activity.browserName());
    json.writeStringField("deviceType", activity.deviceType());
    json.writeEndObject();
  }

  private static void time(JsonGenerator json, String name, @Nullable Instant time)
      throws IOException {
    if (time == null) {
      json.writeNullField(name);
    } else {
      json.writeNumberField(name, time.toEpochMilli());
    }
  }

  /** Writes a value of the kinds that {@code Session.actor()} lists. */
  private static void value(JsonGenerator json, @Nullable Object value) throws IOException {
    if (value == null) {
      json.writeNull();
    } else if (value instanceof String text) {
      json.writeString(text);
    } else if (value instanceof Boolean flag) {
      json.writeBoolean(flag);
    } else if (value instanceof Long number) {
      json.writeNumber(number);
    } else if (value instanceof BigInteger number) {
      json.writeNumber(number);
    } else if (value instanceof BigDecimal number) {
      json.writeNumber(number);
    } else if (value instanceof List<?> list) {
      json.writeStartArray();
      for (Object element : list) {
        value(json, element);
      }
      json.writeEndArray();
    } else if (value instanceof Map<?, ?> object) {
      json.writeStartObject();
      for (Map.Entry<?, ?> member : object.entrySet()) {
        json.writeFieldName((String) member.getKey());
        value(json, member.getValue());
      }
      json.writeEndObject();
    } else {
      throw new IllegalArgumentException(
          "actor must hold values that JSON has, has a " + value.getClass().getName());
    }
  }
}
