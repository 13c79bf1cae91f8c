package dev.clerksessions.bapi;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.type.LogicalType;
import dev.clerksessions.PaginatedResourceResponse;
import dev.clerksessions.Session;
import dev.clerksessions.SessionActivity;
import dev.clerksessions.SessionListParams;
import dev.clerksessions.SessionTask;
import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Decodes pages with databind, which shares nothing with our decoder but the reader of tokens. What
 * one takes the other must take too, and find the same in it.
 */
final class ReferenceDecoder {

  private static final ObjectMapper MAPPER = mapper();

  private ReferenceDecoder() {}

  private static ObjectMapper mapper() {
    JsonMapper.Builder builder =
        JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.USE_LONG_FOR_INTS)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT);
    // A number is no text, a text is no number, and neither is a boolean.
    for (LogicalType type :
        List.of(
            LogicalType.Textual,
            LogicalType.Integer,
            LogicalType.Boolean,
            LogicalType.POJO,
            LogicalType.Collection,
            LogicalType.Map)) {
      builder.withCoercionConfig(
          type,
          config -> {
            for (CoercionInputShape shape : shapesOtherThan(type)) {
              config.setCoercion(shape, CoercionAction.Fail);
            }
          });
    }
    return builder.build();
  }

  private static List<CoercionInputShape> shapesOtherThan(LogicalType type) {
    return Arrays.stream(CoercionInputShape.values())
        .filter(shape -> shape != CoercionInputShape.EmptyArray || type != LogicalType.Collection)
        .filter(shape -> shape != CoercionInputShape.Integer || type != LogicalType.Integer)
        .filter(shape -> shape != CoercionInputShape.Boolean || type != LogicalType.Boolean)
        .filter(shape -> shape != CoercionInputShape.String || type != LogicalType.Textual)
        .filter(shape -> shape != CoercionInputShape.EmptyString || type != LogicalType.Textual)
        .toList();
  }

  /** Returns the page, or nothing for what is none. */
  static Optional<PaginatedResourceResponse<Session>> decode(
      byte[] body, SessionListParams params) {
    try {
      boolean bare;
      try (JsonParser parser = MAPPER.createParser(body)) {
        bare = parser.nextToken() == JsonToken.START_ARRAY;
      }
      Page page =
          bare
              ? new Page(List.of(MAPPER.readValue(body, S[].class)), null)
              : MAPPER.readValue(body, Page.class);
      if (page == null || page.data() == null) {
        return Optional.empty();
      }
      List<Session> data = page.data().stream().map(S::session).toList();
      if (data.stream().anyMatch(session -> isForeign(session, params))) {
        return Optional.empty();
      }
      Long total = page.totalCount();
      if (total == null) {
        boolean last = data.size() < params.limit() && (!data.isEmpty() || params.offset() == 0);
        if (!last) {
          return Optional.empty();
        }
        total = params.offset() + data.size();
      }
      return total < 0
          ? Optional.empty()
          : Optional.of(new PaginatedResourceResponse<>(data, total));
    } catch (IOException | RuntimeException e) {
      return Optional.empty();
    }
  }

  private static boolean isForeign(Session session, SessionListParams params) {
    return (params.userId() != null && !params.userId().equals(session.userId()))
        || (params.clientId() != null && !params.clientId().equals(session.clientId()));
  }

  @JsonIgnoreProperties(ignoreUnknown = true)
  private record Page(
      @JsonSetter(nulls = Nulls.FAIL, contentNulls = Nulls.FAIL) List<S> data,
      @JsonProperty("total_count") Long totalCount) {}

  @JsonIgnoreProperties(ignoreUnknown = true)
  private record S(
      @JsonSetter(nulls = Nulls.FAIL) String id,
      @JsonSetter(nulls = Nulls.FAIL) @JsonProperty("client_id") String clientId,
      @JsonSetter(nulls = Nulls.FAIL) @JsonProperty("user_id") String userId,
      @JsonSetter(nulls = Nulls.FAIL) String status,
      @JsonSetter(nulls = Nulls.FAIL) @JsonProperty("last_active_at") Long lastActiveAt,
      @JsonSetter(nulls = Nulls.FAIL) @JsonProperty("expire_at") Long expireAt,
      @JsonProperty("abandon_at") Long abandonAt,
      @JsonSetter(nulls = Nulls.FAIL) @JsonProperty("created_at") Long createdAt,
      @JsonSetter(nulls = Nulls.FAIL) @JsonProperty("updated_at") Long updatedAt,
      @JsonProperty("last_active_organization_id") String lastActiveOrganizationId,
      @JsonProperty("latest_activity") Activity latestActivity,
      Map<String, Object> actor,
      @JsonSetter(contentNulls = Nulls.FAIL) List<Task> tasks) {

    Session session() {
      return Session.builder()
          .id(id)
          .clientId(clientId)
          .userId(userId)
          .rawStatus(status)
          .lastActiveAt(Instant.ofEpochMilli(lastActiveAt))
          .expireAt(Instant.ofEpochMilli(expireAt))
          .abandonAt(abandonAt == null ? null : Instant.ofEpochMilli(abandonAt))
          .createdAt(Instant.ofEpochMilli(createdAt))
          .updatedAt(Instant.ofEpochMilli(updatedAt))
          .lastActiveOrganizationId(lastActiveOrganizationId)
          .latestActivity(latestActivity == null ? null : latestActivity.activity())
          .actor(actor)
          .tasks(tasks == null ? List.of() : tasks.stream().map(Task::task).toList())
          .build();
    }
  }

  @JsonIgnoreProperties(ignoreUnknown = true)
  private record Activity(
      String id,
      @JsonProperty("is_mobile") Boolean isMobile,
      @JsonProperty("device_type") String deviceType,
      @JsonProperty("browser_name") String browserName,
      @JsonProperty("browser_version") String browserVersion,
      @JsonProperty("ip_address") String ipAddress,
      String city,
      String country) {

    SessionActivity activity() {
      if (Stream.of(id, isMobile, deviceType, browserName, browserVersion, ipAddress, city, country)
          .allMatch(Objects::isNull)) {
        return null;
      }
      if (id == null || isMobile == null) {
        throw new IllegalArgumentException("latest_activity tells something, but not all");
      }
      return new SessionActivity(
          id, isMobile, deviceType, browserName, browserVersion, ipAddress, city, country);
    }
  }

  @JsonIgnoreProperties(ignoreUnknown = true)
  private record Task(@JsonSetter(nulls = Nulls.FAIL) String key) {

    SessionTask task() {
      return new SessionTask(key);
    }
  }
}
