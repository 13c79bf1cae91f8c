package dev.clerksessions.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.clerksessions.Session;
import dev.clerksessions.SessionActivity;
import dev.clerksessions.SessionStatus;
import dev.clerksessions.ratelimit.RateLimit;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The server's answers have the shapes that the API's description gives. */
class FakeClerkServerSchemaTest {

  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static final Schema SESSIONS = schema("sessions");
  private static final Schema ERRORS = schema("errors");
  private static final String PAGE =
      """
      {"data": [{"object": "session", "id": "sess_1", "user_id": "user_1", "client_id": "client_1",
        "status": "active", "last_active_at": 1, "expire_at": 2, "abandon_at": 3, "updated_at": 4,
        "created_at": 5, "actor": null, "tasks": [{"key": "setup-mfa"}],
        "latest_activity": {"object": "session_activity", "id": "a", "is_mobile": true}}],
        "total_count": 1}
      """;

  private final InMemorySessions sessions = new InMemorySessions();
  private final FakeClerkServer server = FakeClerkServer.start(sessions);

  @AfterEach
  void closeServer() {
    server.close();
  }

  private static Schema schema(String name) {
    String path = "/schema/" + name + ".json";
    try (InputStream json = FakeClerkServerSchemaTest.class.getResourceAsStream(path)) {
      return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
          .getSchema(Objects.requireNonNull(json, path));
    } catch (IOException e) {
      throw new UncheckedIOException(path, e);
    }
  }

  private static List<Error> errors(Schema schema, String json) {
    return schema.validate(json, InputFormat.JSON);
  }

  private HttpResponse<String> get(FakeClerkServer from, String query, Map<String, String> headers)
      throws IOException, InterruptedException {
    return send(from, "/v1/sessions?" + query, headers);
  }

  private HttpResponse<String> send(
      FakeClerkServer from, String target, Map<String, String> headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(from.url() + target));
    headers.forEach(request::header);
    return CLIENT.send(request.build(), BodyHandlers.ofString());
  }

  private HttpResponse<String> get(String query) throws IOException, InterruptedException {
    return get(server, query, Map.of("Authorization", "Bearer " + server.secretKey()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "&paginated=true", "&limit=500&paginated=true", "&offset=999"})
  void page_ofAnySessions_hasTheShape(String more) throws Exception {
    SessionFixtures fixtures = SessionFixtures.seeded(5);
    for (SessionEdgeCase edgeCase : SessionEdgeCase.values()) {
      sessions.add(fixtures.session(session -> edgeCase.apply(session.userId("user_1"))));
    }
    Arrays.stream(SessionStatus.values())
        .filter(status -> status != SessionStatus.UNRECOGNIZED)
        .forEach(status -> sessions.signIn("user_1", session -> session.status(status)));
    sessions.addAll(fixtures.sessions(600, session -> session.userId("user_1")));

    HttpResponse<String> response = get("user_id=user_1" + more);

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(errors(SESSIONS, response.body())).isEmpty();
  }

  /** Uses random stores, requests, keys and faults. Every response body matches the schema. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void response_toAnyRequest_hasTheShapeOfItsStatus(long seed) throws Exception {
    Random random = new Random(seed);
    SessionFixtures fixtures = SessionFixtures.seeded(seed);
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      Session session = fixtures.session(each -> anyOf(random, fixtures, each));
      sessions.add(session);
      ids.add(session.id());
    }
    Map<Integer, Integer> statuses = new TreeMap<>();
    for (int i = 0; i < 100; i++) {
      if (random.nextInt(8) == 0) {
        server.failNext(1, Fault.status(400 + random.nextInt(101)));
      }
      String id = random.nextInt(4) == 0 ? "sess_none" : any(random, ids);
      boolean list = random.nextBoolean();
      String target = list ? "/v1/sessions?" + anyQuery(random) : "/v1/sessions/" + id;
      String key = random.nextInt(10) == 0 ? "sk_test_no" : server.secretKey();

      HttpResponse<String> response =
          send(server, target, Map.of("Authorization", "Bearer " + key));

      Schema schema = response.statusCode() == 200 ? SESSIONS : ERRORS;
      assertThat(errors(schema, response.body()))
          .as("seed %s, request %s, %s: %s", seed, i, target, response.body())
          .isEmpty();
      assertThat(response.body().startsWith("{\"object\":"))
          .isEqualTo(!list && response.statusCode() == 200);
      statuses.merge(response.statusCode(), 1, Integer::sum);
      server.clearFaults();
    }
    assertThat(statuses).containsKeys(200, 401, 404, 422);
  }

  private static <T> T any(Random random, List<T> values) {
    return values.get(random.nextInt(values.size()));
  }

  private static Session.Builder anyOf(
      Random random, SessionFixtures fixtures, Session.Builder session) {
    session.userId("user_" + random.nextInt(3)).latestActivity(anyActivity(random));
    if (random.nextBoolean()) {
      session.lastActiveOrganizationId(fixtures.organizationId());
    }
    return random.nextBoolean()
        ? any(random, List.of(SessionEdgeCase.values())).apply(session)
        : session;
  }

  private static SessionActivity anyActivity(Random random) {
    SessionActivity.Builder activity = SessionActivity.builder("sess_activity_1");
    List<Consumer<String>> members =
        List.of(
            activity::deviceType,
            activity::browserName,
            activity::browserVersion,
            activity::ipAddress,
            activity::city,
            activity::country);
    members.stream().filter(member -> random.nextBoolean()).forEach(member -> member.accept("ü\""));
    return activity.build();
  }

  private static String anyQuery(Random random) {
    List<String> parameters = new ArrayList<>();
    for (String parameter :
        List.of(
            "user_id=user_0",
            "user_id=user_1",
            "client_id=client_1",
            "status=active",
            "status=asleep",
            "limit=2",
            "limit=0",
            "offset=3",
            "offset=-1",
            "paginated=true",
            "nope=1")) {
      if (random.nextInt(4) == 0) {
        parameters.add(parameter);
      }
    }
    return String.join("&", parameters);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "user_id=u&status=asleep",
        "user_id=u&limit=0",
        "user_id=u&limit=501",
        "user_id=u&limit=x",
        "user_id=u&offset=-1",
        "user_id=u&paginated=maybe",
        "user_id=u&nope=1",
        "limit=x&offset=x&nope=1"
      })
  void refusal_ofParameters_hasTheShape(String query) throws Exception {
    HttpResponse<String> response = get(query);

    assertThat(response.statusCode()).isEqualTo(422);
    assertThat(errors(ERRORS, response.body())).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "Authorization, none, 401",
    "Authorization, Bearer sk_test_no, 401",
    "Clerk-API-Version, v1, 400"
  })
  void refusal_ofHeaders_hasTheShape(String name, String value, int status) throws Exception {
    Map<String, String> headers =
        name.equals("Authorization")
            ? Map.of(name, value)
            : Map.of("Authorization", "Bearer " + server.secretKey(), name, value);

    HttpResponse<String> response = get(server, "user_id=u", headers);

    assertThat(response.statusCode()).isEqualTo(status);
    assertThat(errors(ERRORS, response.body())).isEmpty();
  }

  @Test
  void refusal_beyondTheRateLimit_hasTheShape() throws Exception {
    RateLimit once = new RateLimit(1, Duration.ofMinutes(10));
    Map<String, String> key = Map.of("Authorization", "Bearer " + server.secretKey());
    try (FakeClerkServer limited = FakeClerkServer.builder(sessions).rateLimit(once).start()) {
      assertThat(get(limited, "user_id=u", key).statusCode()).isEqualTo(200);

      HttpResponse<String> response = get(limited, "user_id=u", key);

      assertThat(response.statusCode()).isEqualTo(429);
      assertThat(errors(ERRORS, response.body())).isEmpty();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 401, 402, 403, 404, 409, 410, 422, 429, 500})
  void refusal_thatIsScripted_hasTheShape(int status) throws Exception {
    server.failNext(1, Fault.status(status));

    HttpResponse<String> response = get("user_id=u");

    assertThat(response.statusCode()).isEqualTo(status);
    assertThat(errors(ERRORS, response.body())).isEmpty();
  }

  @Test
  void schema_whenAllIsRight_accepts() {
    assertThat(errors(SESSIONS, PAGE)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"id\": \"sess_1\",                  |",
        "\"id\": \"sess_1\"                   | \"id\": 1",
        "\"id\": \"a\",                       |",
        "\"object\": \"session\",             | \"object\": \"client\",",
        "\"expire_at\": 2                     | \"expire_at\": \"2\"",
        "\"expire_at\": 2                     | \"expire_at\": null",
        "\"expire_at\": 2                     | \"expire_at\": 2.5",
        "\"abandon_at\": 3,                   |",
        "\"is_mobile\": true                  | \"is_mobile\": \"true\"",
        "\"key\": \"setup-mfa\"               | \"name\": \"setup-mfa\"",
        "\"actor\": null                      | \"actor\": {}",
        "\"total_count\": 1                   | \"total_count\": -1",
        "\"total_count\": 1                   | \"total\": 1",
        "\"is_mobile\": true                  | \"is_mobile\": true, \"city\": null"
      })
  void schema_whenAMemberIsWrong_refuses(String right, String wrong) {
    assertThat(PAGE).contains(right);

    assertThat(errors(SESSIONS, PAGE.replace(right, wrong == null ? "" : wrong))).isNotEmpty();
  }

  @Test
  void schema_whenOneSessionHasAnActivity_refuses() {
    String session =
        """
        {"object": "session", "id": "sess_1", "user_id": "user_1", "client_id": "client_1",
          "status": "active", "last_active_at": 1, "expire_at": 2, "abandon_at": 3,
          "updated_at": 4, "created_at": 5}
        """;

    assertThat(errors(SESSIONS, session)).isEmpty();
    assertThat(errors(SESSIONS, session.replace("5}", "5, \"latest_activity\": null}")))
        .isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"errors\": []}",
        "{\"errors\": [{\"message\": \"m\", \"long_message\": \"m\"}]}",
        "{\"errors\": [{\"message\": \"m\", \"long_message\": \"m\", \"code\": \"Not A Code\"}]}"
      })
  void schema_whenARefusalIsWrong_refuses(String body) {
    assertThat(errors(ERRORS, body)).isNotEmpty();
  }
}
