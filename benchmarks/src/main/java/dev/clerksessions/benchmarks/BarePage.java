package dev.clerksessions.benchmarks;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A page as one would have it without this library: databind to records. */
record BarePage(List<BareSession> data, long totalCount) {

  static final ObjectReader READER =
      JsonMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .build()
          .readerFor(BarePage.class);

  record BareSession(
      String id,
      String clientId,
      String userId,
      String status,
      long lastActiveAt,
      long expireAt,
      @Nullable Long abandonAt,
      long createdAt,
      long updatedAt,
      @Nullable String lastActiveOrganizationId,
      @Nullable BareActivity latestActivity,
      @Nullable Map<String, Object> actor,
      @Nullable List<BareTask> tasks) {}

  record BareActivity(
      String id,
      boolean isMobile,
      @Nullable String deviceType,
      @Nullable String browserName,
      @Nullable String browserVersion,
      @Nullable String ipAddress,
      @Nullable String city,
      @Nullable String country) {}

  record BareTask(String key) {}
}
