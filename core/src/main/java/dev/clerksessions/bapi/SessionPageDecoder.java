package dev.clerksessions.bapi;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.InputCoercionException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.SerializedString;
import dev.clerksessions.PaginatedResourceResponse;
import dev.clerksessions.Session;
import dev.clerksessions.SessionActivity;
import dev.clerksessions.SessionListParams;
import dev.clerksessions.SessionTask;
import dev.clerksessions.error.MalformedResponseException;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Reads a page of sessions, wrapped or as a bare array. Unknown members are skipped, of duplicates
 * the last counts, everything else that isn't as the API describes it is refused, and so is a
 * session of another user or client than the requested one.
 */
final class SessionPageDecoder {

  // Only these names may go into a message: any other is the server's own text.
  private static final Map<String, SerializedString> NAMES =
      names(
          "object",
          "data",
          "total_count",
          "id",
          "client_id",
          "user_id",
          "status",
          "last_active_at",
          "expire_at",
          "abandon_at",
          "created_at",
          "updated_at",
          "last_active_organization_id",
          "latest_activity",
          "is_mobile",
          "device_type",
          "browser_name",
          "browser_version",
          "ip_address",
          "city",
          "country",
          "actor",
          "tasks",
          "key");

  /** Of {@code data[0].tasks[0].key}. What is deeper is nobody's, and may be a thousand deep. */
  private static final int MAX_PATH_DEPTH = 5;

  private final JsonParser parser;
  private final SessionListParams params;
  private final @Nullable String traceId;
  private final StringCache texts = new StringCache();
  private final FieldNamePredictor sessionMembers = new FieldNamePredictor(NAMES);
  private final FieldNamePredictor activityMembers = new FieldNamePredictor(NAMES);

  private SessionPageDecoder(
      JsonParser parser, SessionListParams params, @Nullable String traceId) {
    this.parser = parser;
    this.params = params;
    this.traceId = traceId;
  }

  /** Reads the whole document; closing the parser is the caller's. */
  static PaginatedResourceResponse<Session> decode(
      JsonParser parser, SessionListParams params, @Nullable String traceId) {
    SessionPageDecoder decoder = new SessionPageDecoder(parser, params, traceId);
    // Jackson's messages quote what it can't read, so none of them may be passed on.
    try {
      return decoder.document();
    } catch (InputCoercionException e) {
      throw decoder.malformed("", "has a number that is out of range");
    } catch (StreamConstraintsException e) {
      throw decoder.malformed("", decoder.exceededBound());
    } catch (IOException e) {
      // It counts bytes of UTF-8, and none of the other charsets that it finds out by itself.
      long at = parser.currentLocation().getByteOffset();
      throw decoder.malformed("", "isn't readable JSON" + (at < 0 ? "" : " at byte " + at));
    }
  }

  /** Jackson tells which bound it is in its message alone. */
  private String exceededBound() {
    int maxDepth = parser.streamReadConstraints().getMaxNestingDepth();
    return parser.getParsingContext().getNestingDepth() > maxDepth
        ? "is nested deeper than " + maxDepth + " levels"
        : "has a number, a name or a string that is too long";
  }

  private static Map<String, SerializedString> names(String... names) {
    return Stream.of(names)
        .collect(Collectors.toUnmodifiableMap(Function.identity(), SerializedString::new));
  }

  private PaginatedResourceResponse<Session> document() throws IOException {
    PaginatedResourceResponse<Session> page;
    JsonToken first = parser.nextToken();
    if (first == JsonToken.START_ARRAY) {
      List<Session> data = sessions();
      page = new PaginatedResourceResponse<>(data, totalFrom(data));
    } else if (first == JsonToken.START_OBJECT) {
      page = wrapped();
    } else if (first == null && parser.currentLocation().getByteOffset() == 0) {
      throw new MalformedResponseException("body", "is empty", traceId);
    } else {
      throw wrong("an object or an array");
    }
    if (parser.nextToken() != null) {
      throw new MalformedResponseException("body", "goes on behind its JSON value", traceId);
    }
    return page;
  }

  private PaginatedResourceResponse<Session> wrapped() throws IOException {
    List<Session> data = null;
    long totalCount = -1;
    for (String name; (name = parser.nextFieldName()) != null; ) {
      JsonToken token = parser.nextToken();
      switch (name) {
        case "data" -> data = sessions();
        case "total_count" -> totalCount = token == JsonToken.VALUE_NULL ? -1 : count();
        default -> parser.skipChildren();
      }
    }
    List<Session> sessions = present("data", data);
    return new PaginatedResourceResponse<>(
        sessions, totalCount < 0 ? totalFrom(sessions) : totalCount);
  }

  /** Fewer sessions than asked for are the last ones; none behind an offset tell nothing. */
  private long totalFrom(List<Session> data) {
    boolean last = data.size() < params.limit() && (!data.isEmpty() || params.offset() == 0);
    if (!last) {
      throw new MalformedResponseException("total_count", "is missing", traceId);
    }
    return params.offset() + data.size();
  }

  private List<Session> sessions() throws IOException {
    expect(JsonToken.START_ARRAY, "an array");
    List<Session> sessions = new ArrayList<>(params.limit());
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      sessions.add(session());
    }
    return sessions;
  }

  private Session session() throws IOException {
    expect(JsonToken.START_OBJECT, "an object");
    String id = null;
    String clientId = null;
    String userId = null;
    String status = null;
    Instant lastActiveAt = null;
    Instant expireAt = null;
    Instant abandonAt = null;
    Instant createdAt = null;
    Instant updatedAt = null;
    String lastActiveOrganizationId = null;
    SessionActivity latestActivity = null;
    Map<String, @Nullable Object> actor = null;
    List<SessionTask> tasks = List.of();
    sessionMembers.begin();
    for (String name; (name = sessionMembers.next(parser)) != null; ) {
      parser.nextToken();
      switch (name) {
        case "id" -> id = text();
        case "client_id" -> clientId = text();
        case "user_id" -> userId = shared();
        case "status" -> status = shared();
        case "last_active_at" -> lastActiveAt = time();
        case "expire_at" -> expireAt = time();
        case "abandon_at" -> abandonAt = isNull() ? null : time();
        case "created_at" -> createdAt = time();
        case "updated_at" -> updatedAt = time();
        case "last_active_organization_id" -> lastActiveOrganizationId = sharedOrNull();
        case "latest_activity" -> latestActivity = isNull() ? null : activity();
        case "actor" -> actor = isNull() ? null : actor();
        case "tasks" -> tasks = isNull() ? List.of() : tasks();
        default -> parser.skipChildren();
      }
    }
    return Session.builder()
        .id(present("id", id))
        .clientId(requested("client_id", clientId, params.clientId()))
        .userId(requested("user_id", userId, params.userId()))
        .rawStatus(present("status", status))
        .lastActiveAt(present("last_active_at", lastActiveAt))
        .expireAt(present("expire_at", expireAt))
        .abandonAt(abandonAt)
        .createdAt(present("created_at", createdAt))
        .updatedAt(present("updated_at", updatedAt))
        .lastActiveOrganizationId(lastActiveOrganizationId)
        .latestActivity(latestActivity)
        .actor(actor)
        .tasks(tasks)
        .build();
  }

  /** Returns null for an activity without any known member, which the API sends at times. */
  private @Nullable SessionActivity activity() throws IOException {
    expect(JsonToken.START_OBJECT, "an object");
    String id = null;
    Boolean isMobile = null;
    String deviceType = null;
    String browserName = null;
    String browserVersion = null;
    String ipAddress = null;
    String city = null;
    String country = null;
    activityMembers.begin();
    for (String name; (name = activityMembers.next(parser)) != null; ) {
      parser.nextToken();
      switch (name) {
        case "id" -> id = textOrNull();
        case "is_mobile" -> isMobile = isNull() ? null : bool();
        case "device_type" -> deviceType = sharedOrNull();
        case "browser_name" -> browserName = sharedOrNull();
        case "browser_version" -> browserVersion = sharedOrNull();
        case "ip_address" -> ipAddress = textOrNull();
        case "city" -> city = sharedOrNull();
        case "country" -> country = sharedOrNull();
        default -> parser.skipChildren();
      }
    }
    boolean empty =
        id == null
            && isMobile == null
            && deviceType == null
            && browserName == null
            && browserVersion == null
            && ipAddress == null
            && city == null
            && country == null;
    if (empty) {
      return null;
    }
    return new SessionActivity(
        present("id", id),
        present("is_mobile", isMobile),
        deviceType,
        browserName,
        browserVersion,
        ipAddress,
        city,
        country);
  }

  private Map<String, @Nullable Object> actor() throws IOException {
    expect(JsonToken.START_OBJECT, "an object");
    return Json.object(parser, UnaryOperator.identity());
  }

  private List<SessionTask> tasks() throws IOException {
    expect(JsonToken.START_ARRAY, "an array");
    if (parser.nextToken() == JsonToken.END_ARRAY) {
      return List.of();
    }
    List<SessionTask> tasks = new ArrayList<>();
    for (; parser.currentToken() != JsonToken.END_ARRAY; parser.nextToken()) {
      tasks.add(task());
    }
    return tasks;
  }

  private SessionTask task() throws IOException {
    expect(JsonToken.START_OBJECT, "an object");
    String key = null;
    for (String name; (name = parser.nextFieldName()) != null; ) {
      parser.nextToken();
      if (name.equals("key")) {
        key = text();
      } else {
        parser.skipChildren();
      }
    }
    return new SessionTask(present("key", key));
  }

  private boolean isNull() {
    return parser.currentToken() == JsonToken.VALUE_NULL;
  }

  private String text() throws IOException {
    expect(JsonToken.VALUE_STRING, "a text");
    return parser.getText();
  }

  private @Nullable String textOrNull() throws IOException {
    return isNull() ? null : text();
  }

  private String shared() throws IOException {
    expect(JsonToken.VALUE_STRING, "a text");
    return texts.text(parser);
  }

  private @Nullable String sharedOrNull() throws IOException {
    return isNull() ? null : shared();
  }

  private boolean bool() throws IOException {
    if (!parser.currentToken().isBoolean()) {
      throw wrong("true or false");
    }
    return parser.getBooleanValue();
  }

  private Instant time() throws IOException {
    return Instant.ofEpochMilli(integer());
  }

  private long count() throws IOException {
    long count = integer();
    if (count < 0) {
      throw wrong("0 or more");
    }
    return count;
  }

  private long integer() throws IOException {
    expect(JsonToken.VALUE_NUMBER_INT, "an integer");
    return parser.getLongValue();
  }

  private void expect(JsonToken token, String what) {
    if (parser.currentToken() != token) {
      throw wrong(what);
    }
  }

  private MalformedResponseException wrong(String expected) {
    return malformed("", "must be " + expected + ", was " + kind(parser.currentToken()));
  }

  private <T> T present(String name, @Nullable T value) {
    if (value == null) {
      throw malformed(name, "is missing");
    }
    return value;
  }

  /** A cache between the API and this client could serve the page of somebody else. */
  private String requested(String name, @Nullable String value, @Nullable String requested) {
    String owner = present(name, value);
    if (requested != null && !requested.equals(owner)) {
      throw malformed(name, "isn't the requested one");
    }
    return owner;
  }

  /** Tells the place that the parser has reached, or {@code member} of the object just ended. */
  private MalformedResponseException malformed(String member, String problem) {
    StringBuilder path = new StringBuilder();
    appendPath(path, parser.getParsingContext());
    if (!member.isEmpty()) {
      path.append(path.isEmpty() ? "" : ".").append(member);
    }
    return new MalformedResponseException(
        path.isEmpty() ? "body" : path.toString(), problem, traceId);
  }

  /** Returns whether the path is whole: it ends where a name, or a depth, isn't one of ours. */
  private static boolean appendPath(StringBuilder path, @Nullable JsonStreamContext context) {
    if (context == null || context.inRoot()) {
      return true;
    }
    if (!appendPath(path, context.getParent()) || context.getNestingDepth() > MAX_PATH_DEPTH) {
      return false;
    }
    if (context.inArray()) {
      if (context.hasCurrentIndex()) {
        path.append('[').append(context.getCurrentIndex()).append(']');
      }
      return true;
    }
    String name = context.getCurrentName();
    if (name == null) {
      return true;
    }
    if (!NAMES.containsKey(name)) {
      return false;
    }
    path.append(path.isEmpty() ? "" : ".").append(name);
    return true;
  }

  private static String kind(@Nullable JsonToken token) {
    if (token == null) {
      return "nothing";
    }
    return switch (token) {
      case START_OBJECT -> "an object";
      case START_ARRAY -> "an array";
      case VALUE_STRING -> "a text";
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> "a number";
      case VALUE_TRUE, VALUE_FALSE -> "a boolean";
      case VALUE_NULL -> "null";
      default -> "something else";
    };
  }
}
