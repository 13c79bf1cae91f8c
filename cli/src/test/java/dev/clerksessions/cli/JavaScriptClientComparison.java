package dev.clerksessions.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.clerksessions.Session;
import dev.clerksessions.SessionStatus;
import dev.clerksessions.testkit.FakeClerkServer;
import dev.clerksessions.testkit.Fault;
import dev.clerksessions.testkit.InMemorySessions;
import dev.clerksessions.testkit.SessionEdgeCase;
import dev.clerksessions.testkit.SessionFixtures;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * What {@code clerk-sessions list --output json} prints is what Clerk's own JavaScript client
 * gives, for the same call to the same server. Not part of the usual tests, since it installs that
 * client.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Execution(ExecutionMode.SAME_THREAD) // Both factories run the one client.
class JavaScriptClientComparison {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int MANY = 60;

  /** One call, by both clients. */
  private record Case(String name, String secretKey, Map<String, Object> params) {

    List<String> arguments(String url) {
      List<String> arguments =
          new ArrayList<>(List.of("list", "--output=json", "--api-url=" + url));
      params.forEach((name, value) -> arguments.add("--" + option(name) + "=" + value));
      return arguments;
    }

    private static String option(String name) {
      return name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }
  }

  private final InMemorySessions store = new InMemorySessions();
  private final SessionFixtures fixtures = SessionFixtures.seeded(11);
  private final FakeClerkServer server =
      FakeClerkServer.builder(store).secretKey(CliRun.KEY).start();
  private final List<Case> cases = new ArrayList<>();
  private JavaScriptClient client;

  @BeforeAll
  void install() throws Exception {
    client = JavaScriptClient.install();
  }

  @AfterAll
  void closeServer() {
    server.close();
  }

  @TestFactory
  Stream<DynamicTest> comparisons() throws Exception {
    addStatuses();
    addPages();
    addEdgeCases();
    addOwners();
    addRefusals();
    List<Case> sent = List.copyOf(cases);
    addWhatOursRefuses();
    JsonNode results = client.results(calls());

    assertThat(sent).hasSizeGreaterThanOrEqualTo(40);
    Iterator<JsonNode> theirs = results.elements();
    return cases.stream()
        .map(
            each -> {
              JsonNode their = theirs.next();
              return dynamicTest(
                  each.name(),
                  () -> {
                    if (sent.contains(each)) {
                      compare(each, their);
                    } else {
                      refuses(each, their);
                    }
                  });
            });
  }

  private void compare(Case each, JsonNode theirs) throws Exception {
    CliRun ours =
        CliRun.redact()
            .environment("CLERK_SECRET_KEY", each.secretKey())
            .run(each.arguments(server.url()).toArray(String[]::new));
    if (theirs.has("data")) {
      assertThat(ours.status()).as(ours.err()).isZero();
      assertThat(asTheyHaveThem(JSON.readTree(ours.out()))).isEqualTo(theirs);
      return;
    }
    assertThat(theirs.get("status").isInt()).as(theirs.toString()).isTrue();
    assertThat(ours.out()).isEmpty();
    assertThat(ours.err()).contains(" " + theirs.get("status").intValue());
    theirs.get("codes").forEach(code -> assertThat(ours.err()).contains(code.textValue()));
    if (!theirs.get("traceId").asText().isEmpty()) {
      assertThat(ours.err()).containsPattern("[0-9a-f]{32}");
    }
  }

  /** The JavaScript client's sessions have no tasks, and no members for what isn't known. */
  private static JsonNode asTheyHaveThem(JsonNode page) {
    page.get("data")
        .forEach(
            session -> {
              ((ObjectNode) session).remove("tasks");
              if (session.get("latestActivity") instanceof ObjectNode activity) {
                activity.removeIf(JsonNode::isNull);
              }
            });
    return page;
  }

  /** One session is what the list has, but for its activity. */
  @TestFactory
  Stream<DynamicTest> lookups() throws Exception {
    List<Session> sessions = new ArrayList<>();
    for (SessionEdgeCase edgeCase : SessionEdgeCase.values()) {
      sessions.add(fixtures.session(each -> edgeCase.apply(each.userId("user_one_by_one"))));
    }
    sessions.add(
        fixtures.session(each -> each.userId("user_one_by_one").lastActiveOrganizationId("org_1")));
    store.addAll(sessions);
    ArrayNode calls = JSON.createArrayNode();
    sessions.forEach(session -> addLookup(calls, CliRun.KEY, session.id()));
    addLookup(calls, CliRun.KEY, "sess_unknown");
    addLookup(calls, "sk_test_wrong", sessions.get(0).id());
    Iterator<JsonNode> theirs = client.results(request(calls)).elements();
    Map<String, JsonNode> ours = listed("user_one_by_one");

    List<DynamicTest> tests = new ArrayList<>();
    for (Session session : sessions) {
      JsonNode their = theirs.next();
      tests.add(
          dynamicTest(
              session.id(),
              () -> assertThat(their.get("session")).isEqualTo(ours.get(session.id()))));
    }
    JsonNode unknown = theirs.next();
    tests.add(dynamicTest("unknown", () -> assertRefused(unknown, 404, "resource_not_found")));
    JsonNode wrongKey = theirs.next();
    tests.add(dynamicTest("wrong key", () -> assertRefused(wrongKey, 401, "clerk_key_invalid")));
    return tests.stream();
  }

  private static void addLookup(ArrayNode calls, String secretKey, String sessionId) {
    calls.addObject().put("secretKey", secretKey).put("sessionId", sessionId);
  }

  private Map<String, JsonNode> listed(String userId) throws Exception {
    CliRun run =
        CliRun.withKey()
            .run(
                "list",
                "--output=json",
                "--limit=500",
                "--api-url=" + server.url(),
                "--user-id=" + userId);
    Map<String, JsonNode> sessions = new TreeMap<>();
    for (JsonNode session : asTheyHaveThem(JSON.readTree(run.out())).get("data")) {
      ((ObjectNode) session).remove("latestActivity");
      sessions.put(session.get("id").textValue(), session);
    }
    return sessions;
  }

  private static void assertRefused(JsonNode theirs, int status, String code) {
    assertThat(theirs.get("status").intValue()).isEqualTo(status);
    assertThat(theirs.get("codes")).extracting(JsonNode::textValue).containsExactly(code);
    assertThat(theirs.get("traceId").asText().isEmpty()).isEqualTo(status == 401);
  }

  /** The JavaScript client sends anything and the API refuses it; ours isn't that patient. */
  private void refuses(Case each, JsonNode theirs) {
    int before = server.calls().size();

    CliRun ours = CliRun.withKey().run(each.arguments(server.url()).toArray(String[]::new));

    if (theirs.has("data")) {
      assertThat(each.params()).as("it doesn't send a 0").containsEntry("limit", 0);
    } else {
      assertThat(theirs.get("status").intValue()).isEqualTo(422);
    }
    assertThat(ours.status()).isEqualTo(2);
    assertThat(server.calls()).hasSize(before);
  }

  private JsonNode calls() {
    ArrayNode calls = JSON.createArrayNode();
    for (Case each : cases) {
      calls
          .addObject()
          .put("secretKey", each.secretKey())
          .set("params", JSON.valueToTree(each.params()));
    }
    return request(calls);
  }

  private JsonNode request(ArrayNode calls) {
    return JSON.createObjectNode().put("apiUrl", server.url()).set("calls", calls);
  }

  private void add(String name, Object... params) {
    Map<String, Object> byName = new TreeMap<>();
    for (int i = 0; i < params.length; i += 2) {
      byName.put((String) params[i], params[i + 1]);
    }
    cases.add(new Case(name, CliRun.KEY, byName));
  }

  private List<Session> user(String userId, int sessions) {
    List<Session> added = fixtures.sessions(sessions, session -> session.userId(userId));
    store.addAll(added);
    return added;
  }

  private void addStatuses() {
    Arrays.stream(SessionStatus.values())
        .map(status -> status == SessionStatus.UNRECOGNIZED ? "hibernating" : status.value())
        .forEach(
            status ->
                store.addAll(
                    fixtures.sessions(
                        2, session -> session.userId("user_states").rawStatus(status))));
    add("all statuses, a new one too", "userId", "user_states", "limit", 100);
    Arrays.stream(SessionStatus.values())
        .filter(status -> status != SessionStatus.UNRECOGNIZED)
        .map(SessionStatus::value)
        .forEach(status -> add("status " + status, "userId", "user_states", "status", status));
  }

  private void addPages() {
    user("user_many", MANY);
    user("user_most", 501);
    add("no limit", "userId", "user_many");
    for (int limit : new int[] {1, 2, 10, MANY - 1, MANY, MANY + 1, 500}) {
      add("limit " + limit, "userId", "user_many", "limit", limit);
    }
    for (int offset : new int[] {0, 1, 50, MANY - 1, MANY, 1_000_000}) {
      add("offset " + offset, "userId", "user_many", "limit", 10, "offset", offset);
    }
    add("limit 500 of 501", "userId", "user_most", "limit", 500);
    add("the last of 501", "userId", "user_most", "limit", 500, "offset", 500);
    add("status and page", "userId", "user_many", "status", "active", "limit", 7, "offset", 21);
  }

  private void addEdgeCases() {
    for (SessionEdgeCase edgeCase : SessionEdgeCase.values()) {
      String userId = "user_" + edgeCase;
      store.add(fixtures.session(session -> edgeCase.apply(session.userId(userId))));
      add(edgeCase.name(), "userId", userId);
    }
    store.add(
        fixtures.session(
            session ->
                session
                    .userId("user_organized")
                    .lastActiveOrganizationId("org_1")
                    .actor(Map.of("sub", "user_2", "depth", Map.of("list", List.of(1L, true))))));
    add("organization and a deep actor", "userId", "user_organized");
  }

  private void addOwners() {
    Session two = user("user_two", 2).get(0);
    user("user_none", 0);
    add("a client's", "clientId", two.clientId());
    add("a client's and a user's", "clientId", two.clientId(), "userId", "user_two");
    add("a client's, of another user", "clientId", two.clientId(), "userId", "user_many");
    add("nobody's", "userId", "user_none");
    for (String id : List.of("a b", "a+b", "a&limit=1", "a=b/../c?d#e", "100%", "zürich", "東京🏙")) {
      user(id, 1);
      add("id " + id, "userId", id);
    }
  }

  private void addRefusals() {
    for (int status : new int[] {400, 402, 403, 404, 409, 410, 422, 500, 503}) {
      refused("status " + status, "user_" + status, Fault.status(status));
    }
    refused("429 at once", "user_429", Fault.rateLimited(Duration.ZERO));
    refused("429 for long", "user_429_long", Fault.rateLimited(Duration.ofMinutes(2)));
    cases.add(new Case("a wrong key", "sk_test_wrong", Map.of("userId", "user_many")));
  }

  private void refused(String name, String userId, Fault trouble) {
    server.failFor(userId, trouble);
    add(name, "userId", userId);
  }

  private void addWhatOursRefuses() {
    add("neither client nor user");
    add("a blank user", "userId", " ");
    add("no such status", "userId", "user_many", "status", "asleep");
    add("limit 0", "userId", "user_many", "limit", 0);
    add("limit 501", "userId", "user_many", "limit", 501);
    add("limit ten", "userId", "user_many", "limit", "ten");
    add("offset -1", "userId", "user_many", "offset", -1);
  }
}
