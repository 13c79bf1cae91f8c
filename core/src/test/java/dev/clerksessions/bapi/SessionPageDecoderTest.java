package dev.clerksessions.bapi;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.core.JsonParser;
import dev.clerksessions.PaginatedResourceResponse;
import dev.clerksessions.Session;
import dev.clerksessions.SessionActivity;
import dev.clerksessions.SessionListParams;
import dev.clerksessions.SessionStatus;
import dev.clerksessions.SessionTask;
import dev.clerksessions.error.MalformedResponseException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.Charset;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SessionPageDecoderTest {

  private static final String ACTIVITY =
      "{\"object\":\"session_activity\",\"id\":\"act_1\",\"is_mobile\":true,"
          + "\"device_type\":\"Macintosh\",\"browser_name\":\"Chrome\","
          + "\"browser_version\":\"120.0\",\"ip_address\":\"192.0.2.1\",\"city\":\"Łódź\","
          + "\"country\":\"PL\"}";

  private static final String SESSION =
      "{\"object\":\"session\",\"id\":\"sess_1\",\"client_id\":\"client_1\","
          + "\"user_id\":\"user_1\",\"status\":\"active\",\"last_active_at\":1,"
          + "\"expire_at\":2,\"abandon_at\":3,\"created_at\":4,\"updated_at\":5,"
          + "\"last_active_organization_id\":\"org_1\",\"latest_activity\":"
          + ACTIVITY
          + ",\"actor\":{\"sub\":\"user_2\"},\"tasks\":[{\"key\":\"setup-mfa\"}]}";

  private static final Session DECODED =
      Session.builder()
          .id("sess_1")
          .clientId("client_1")
          .userId("user_1")
          .rawStatus("active")
          .lastActiveAt(Instant.ofEpochMilli(1))
          .expireAt(Instant.ofEpochMilli(2))
          .abandonAt(Instant.ofEpochMilli(3))
          .createdAt(Instant.ofEpochMilli(4))
          .updatedAt(Instant.ofEpochMilli(5))
          .lastActiveOrganizationId("org_1")
          .latestActivity(
              new SessionActivity(
                  "act_1", true, "Macintosh", "Chrome", "120.0", "192.0.2.1", "Łódź", "PL"))
          .actor(Map.of("sub", "user_2"))
          .tasks(List.of(new SessionTask("setup-mfa")))
          .build();

  private static String page(String... sessions) {
    return "{\"data\":[" + String.join(",", sessions) + "],\"total_count\":77}";
  }

  /** The session with one member's value replaced. */
  private static String with(String member, String value) {
    String replaced =
        SESSION.replaceFirst(
            "\"" + member + "\":(\"[^\"]*\"|\\d+|true|\\{[^{}]*}|\\[[^\\[\\]]*])",
            "\"" + member + "\":" + value.replace("\\", "\\\\").replace("$", "\\$"));
    assertThat(replaced).isNotEqualTo(SESSION);
    return replaced;
  }

  /** The session without one of its members. */
  private static String without(String member) {
    return with(member, "0").replace("\"" + member + "\":0", "\"unknown\":0");
  }

  private static PaginatedResourceResponse<Session> decode(String body, int limit, long offset) {
    return decode(body.getBytes(UTF_8), limit, offset);
  }

  private static PaginatedResourceResponse<Session> decode(byte[] body, int limit, long offset) {
    return decode(
        body, SessionListParams.builder().userId("user_1").limit(limit).offset(offset).build());
  }

  private static PaginatedResourceResponse<Session> decode(byte[] body, SessionListParams params) {
    try (JsonParser parser = Json.FACTORY.createParser(body)) {
      return SessionPageDecoder.decode(parser, params, "ray_1");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Session decodeOne(String session) {
    PaginatedResourceResponse<Session> page = decode(page(session), 10, 0);
    assertThat(page.data()).hasSize(1);
    return page.data().get(0);
  }

  private static void assertMalformed(String body, String path, String problem) {
    assertMalformed(body.getBytes(UTF_8), path, problem);
  }

  private static void assertMalformed(byte[] body, String path, String problem) {
    assertThatExceptionOfType(MalformedResponseException.class)
        .isThrownBy(() -> decode(body, 10, 0))
        .withMessage(path + " " + problem + ", trace id ray_1")
        .withNoCause()
        .satisfies(e -> assertThat(e.path()).isEqualTo(path))
        .satisfies(e -> assertThat(e.traceId()).isEqualTo("ray_1"));
  }

  @Test
  void decode_whenWrapped_givesPageAndTotal() {
    assertThat(decode(page(SESSION), 10, 0))
        .isEqualTo(new PaginatedResourceResponse<>(List.of(DECODED), 77));
  }

  @Test
  void decode_whenTotalComesFirst_givesPageAndTotal() {
    assertThat(decode("{\"total_count\":77,\"data\":[" + SESSION + "]}", 10, 0))
        .isEqualTo(new PaginatedResourceResponse<>(List.of(DECODED), 77));
  }

  /** The order of the object before is only a guess. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void decode_whenMembersChangeTheirOrder_readsAllOfThem(long seed) {
    Random random = new Random(seed);
    List<String> members =
        new ArrayList<>(
            List.of(
                "\"object\":\"session\"",
                "\"id\":\"sess_1\"",
                "\"client_id\":\"client_1\"",
                "\"user_id\":\"user_1\"",
                "\"status\":\"active\"",
                "\"last_active_at\":1",
                "\"expire_at\":2",
                "\"abandon_at\":3",
                "\"created_at\":4",
                "\"updated_at\":5",
                "\"last_active_organization_id\":\"org_1\"",
                "\"latest_activity\":" + ACTIVITY,
                "\"actor\":{\"sub\":\"user_2\"}",
                "\"tasks\":[{\"key\":\"setup-mfa\"}]"));
    IntStream.range(0, 15).forEach(i -> members.add("\"unknown_" + i + "\":[" + i + "]"));
    String[] sessions = new String[50];
    for (int i = 0; i < sessions.length; i++) {
      Collections.shuffle(members, random);
      sessions[i] = "{" + String.join(",", members) + "}";
    }

    assertThat(decode(page(sessions), 50, 0).data()).hasSize(50).containsOnly(DECODED);
  }

  @Test
  void decode_whenTextsRepeat_sharesThem() {
    String other = with("last_active_organization_id", "\"org_9\"");
    List<Session> data = decode(page(SESSION, other, SESSION), 10, 0).data();

    assertThat(data.get(2).userId()).isSameAs(data.get(0).userId());
    assertThat(data.get(2).latestActivity().city()).isSameAs(data.get(0).latestActivity().city());
    assertThat(data)
        .extracting(Session::lastActiveOrganizationId)
        .containsExactly("org_1", "org_9", "org_1");
  }

  @Test
  void decode_whenFiveHundred_givesThemInOrder() {
    String[] sessions =
        IntStream.range(0, 500)
            .mapToObj(i -> with("id", "\"sess_x" + i + "\""))
            .toArray(String[]::new);

    assertThat(decode(page(sessions), 500, 0).data())
        .extracting(Session::id)
        .containsExactlyElementsOf(
            IntStream.range(0, 500).mapToObj(i -> "sess_x" + i).collect(Collectors.toList()));
  }

  @ParameterizedTest
  @CsvSource({"2, 0, 1", "2, 7, 8", "10, 0, 1"})
  void decode_whenBareArrayIsShorterThanAsked_tellsTheTotalFromIt(
      int limit, long offset, long total) {
    assertThat(decode("[" + SESSION + "]", limit, offset))
        .isEqualTo(new PaginatedResourceResponse<>(List.of(DECODED), total));
  }

  @Test
  void decode_whenBareArrayIsEmptyAtTheStart_givesNone() {
    assertThat(decode("[]", 10, 0)).isEqualTo(new PaginatedResourceResponse<>(List.of(), 0));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"1 | 0 | true", "1 | 5 | true", "10 | 5 | false", "10 | 1 | false"})
  void decode_whenTheTotalCannotBeTold_isMalformed(int limit, long offset, boolean full) {
    String array = full ? "[" + SESSION + "]" : "[]";
    for (String body : List.of(array, "{\"data\":" + array + "}")) {
      assertThatExceptionOfType(MalformedResponseException.class)
          .isThrownBy(() -> decode(body, limit, offset))
          .withMessageStartingWith("total_count is missing");
    }
  }

  @Test
  void decode_whenTotalIsMissingOrNull_tellsItFromAShortPage() {
    for (String body : List.of("{\"data\":[]}", "{\"data\":[],\"total_count\":null}")) {
      assertThat(decode(body, 10, 0)).isEqualTo(new PaginatedResourceResponse<>(List.of(), 0));
    }
  }

  @Test
  void decode_whenMembersAreUnknown_skipsThemAtAnyDepth() {
    String unknown = "\"new\":{\"a\":[1,{\"b\":[[]],\"id\":5}],\"user_id\":null},";
    String body =
        page(SESSION)
            .replace("\"object\"", unknown + "\"object\"")
            .replace("\"key\"", unknown + "\"key\"")
            .replace("{\"data\"", "{" + unknown + "\"data\"");

    assertThat(decode(body, 10, 0))
        .isEqualTo(new PaginatedResourceResponse<>(List.of(DECODED), 77));
  }

  @Test
  void decode_whenMembersAreDoubled_takesTheLast() {
    String body =
        "{\"data\":[],\"total_count\":1,\"data\":["
            + SESSION.replace("\"id\":\"sess_1\"", "\"id\":\"sess_0\",\"id\":\"sess_1\"")
            + "],\"total_count\":77}";

    assertThat(decode(body, 10, 0))
        .isEqualTo(new PaginatedResourceResponse<>(List.of(DECODED), 77));
  }

  @Test
  void decode_whenStatusIsUnknown_keepsItsText() {
    Session session = decodeOne(with("status", "\"hibernating\""));

    assertThat(session.status()).isEqualTo(SessionStatus.UNRECOGNIZED);
    assertThat(session.rawStatus()).isEqualTo("hibernating");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"abandon_at", "last_active_organization_id", "latest_activity", "actor", "tasks"})
  void decode_whenOptionalMembersAreNullOrMissing_leavesThemOut(String member) {
    Session bare =
        switch (member) {
          case "abandon_at" -> DECODED.toBuilder().abandonAt(null).build();
          case "last_active_organization_id" ->
              DECODED.toBuilder().lastActiveOrganizationId(null).build();
          case "latest_activity" -> DECODED.toBuilder().latestActivity(null).build();
          case "actor" -> DECODED.toBuilder().actor(null).build();
          default -> DECODED.toBuilder().tasks(List.of()).build();
        };

    assertThat(decodeOne(with(member, "null"))).isEqualTo(bare);
    assertThat(decodeOne(without(member))).isEqualTo(bare);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"object\":\"session_activity\"}",
        "{\"new\":{\"id\":\"x\"}}",
        "{\"id\":null,\"is_mobile\":null,\"city\":null}"
      })
  void decode_whenActivityTellsNothing_isNull(String activity) {
    assertThat(
            decodeOne(
                with("latest_activity", "null")
                    .replace("\"latest_activity\":null", "\"latest_activity\":" + activity)))
        .isEqualTo(DECODED.toBuilder().latestActivity(null).build());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"id\":\"act_1\"} | is_mobile",
        "{\"id\":\"act_1\",\"is_mobile\":null} | is_mobile",
        "{\"is_mobile\":true} | id",
        "{\"id\":null,\"is_mobile\":true} | id",
        "{\"city\":\"Lima\"} | id",
        "{\"city\":\"\"} | id"
      })
  void decode_whenActivityTellsSomethingButNotAllThatIsRequired_namesWhatIsMissing(
      String activity, String missing) {
    assertMalformed(
        page(with("latest_activity", activity)),
        "data[0].latest_activity." + missing,
        "is missing");
  }

  @Test
  void decode_whenWhatIsOptionalIsEmpty_keepsItAsItCame() {
    Session session =
        decodeOne(
            SESSION
                .replace("\"Łódź\"", "\"\"")
                .replace("\"org_1\"", "\"\"")
                .replace("{\"sub\":\"user_2\"}", "{}")
                .replace("[{\"key\":\"setup-mfa\"}]", "[]"));

    assertThat(session.latestActivity().city()).isEmpty();
    assertThat(session.lastActiveOrganizationId()).isEmpty();
    assertThat(session.actor()).isEmpty();
    assertThat(session.tasks()).isEmpty();
  }

  private static final SessionListParams OF_BOTH =
      SessionListParams.builder().userId("user_1").clientId("client_1").build();

  @ParameterizedTest
  @CsvSource({"user_id, user_9", "client_id, client_9", "user_id, USER_1", "user_id, ''"})
  void decode_whenASessionIsOfAnotherUserOrClient_refusesThePage(String member, String other) {
    String foreign = with(member, "\"" + other + "\"");
    for (String body : List.of(page(SESSION, foreign), "[" + SESSION + "," + foreign + "]")) {
      assertThatExceptionOfType(MalformedResponseException.class)
          .isThrownBy(() -> decode(body.getBytes(UTF_8), OF_BOTH))
          .withMessage(
              (body.startsWith("[") ? "[1]." : "data[1].")
                  + member
                  + " isn't the requested one, trace id ray_1")
          .satisfies(e -> assertThat(e.path()).endsWith("[1]." + member))
          .withNoCause();
    }
  }

  @Test
  void decode_whenTheLastOfDoubledOwnersIsAnother_refusesThePage() {
    String own = "\"user_id\":\"user_1\"";
    String other = "\"user_id\":\"user_9\"";

    assertMalformed(
        page(SESSION.replace(own, own + "," + other)),
        "data[0].user_id",
        "isn't the requested one");
    assertThat(decodeOne(SESSION.replace(own, other + "," + own))).isEqualTo(DECODED);
  }

  @Test
  void decode_whenOnlyTheClientWasAskedFor_takesAnyUsersSessions() {
    SessionListParams ofClient = SessionListParams.builder().clientId("client_1").build();
    byte[] body = page(SESSION, with("user_id", "\"user_9\"")).getBytes(UTF_8);

    assertThat(decode(body, ofClient).data())
        .extracting(Session::userId)
        .containsExactly("user_1", "user_9");
  }

  /** Some plans are said to ignore the filter. */
  @Test
  void decode_whenASessionIsOfAnotherStatus_keepsIt() {
    SessionListParams ended =
        SessionListParams.builder().userId("user_1").status(SessionStatus.ENDED).build();

    assertThat(decode(page(SESSION).getBytes(UTF_8), ended).data()).containsExactly(DECODED);
  }

  @Test
  void decode_whenActivityHasOnlyWhatIsRequired_leavesTheRestNull() {
    assertThat(
            decodeOne(with("latest_activity", "{\"id\":\"act_1\",\"is_mobile\":false}"))
                .latestActivity())
        .isEqualTo(SessionActivity.builder("act_1").build());
  }

  @Test
  void decode_whenActorIsNested_keepsAllOfIt() {
    String actor =
        "{\"a\":[1,-9223372036854775808,9223372036854775808,0.1000000000000000000001,1e400,"
            + "true,false,null,\"t\",[],{}],\"o\":{\"x\":{\"y\":\"ü\"}},\"n\":null}";
    Map<String, Object> decoded = decodeOne(with("actor", actor)).actor();

    assertThat(decoded).containsOnlyKeys("a", "o", "n").containsEntry("n", null);
    assertThat(decoded.get("o")).isEqualTo(Map.of("x", Map.of("y", "ü")));
    assertThat(decoded.get("a"))
        .isEqualTo(
            Arrays.asList(
                1L,
                Long.MIN_VALUE,
                new BigInteger("9223372036854775808"),
                new BigDecimal("0.1000000000000000000001"),
                new BigDecimal("1E+400"),
                true,
                false,
                null,
                "t",
                List.of(),
                Map.of()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "id",
        "client_id",
        "user_id",
        "status",
        "last_active_at",
        "expire_at",
        "created_at",
        "updated_at"
      })
  void decode_whenSomethingRequiredIsMissing_namesItsPlace(String member) {
    String[] sessions = new String[18];
    Arrays.fill(sessions, SESSION);
    sessions[17] = without(member);

    assertMalformed(page(sessions), "data[17]." + member, "is missing");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "id | null | a text, was null",
        "id | 5 | a text, was a number",
        "client_id | true | a text, was a boolean",
        "user_id | {} | a text, was an object",
        "status | [] | a text, was an array",
        "status | null | a text, was null",
        "last_active_at | \"1\" | an integer, was a text",
        "expire_at | null | an integer, was null",
        "abandon_at | 1.5 | an integer, was a number",
        "created_at | 1e3 | an integer, was a number",
        "updated_at | {} | an integer, was an object",
        "last_active_organization_id | 1 | a text, was a number",
        "latest_activity | [] | an object, was an array",
        "actor | \"x\" | an object, was a text",
        "tasks | {} | an array, was an object"
      })
  void decode_whenAMemberHasTheWrongType_namesItsPlace(
      String member, String value, String problem) {
    assertMalformed(page(SESSION, with(member, value)), "data[1]." + member, "must be " + problem);
  }

  @Test
  void decode_whenWhatIsInsideIsWrong_namesItsPlace() {
    assertMalformed(
        page(with("latest_activity", "{\"id\":\"act_1\"}")),
        "data[0].latest_activity.is_mobile",
        "is missing");
    assertMalformed(
        page(with("latest_activity", "{\"id\":\"act_1\",\"is_mobile\":\"no\"}")),
        "data[0].latest_activity.is_mobile",
        "must be true or false, was a text");
    assertMalformed(
        page(with("latest_activity", "{\"id\":\"act_1\",\"is_mobile\":true,\"city\":5}")),
        "data[0].latest_activity.city",
        "must be a text, was a number");
    assertMalformed(
        page(with("tasks", "[{\"key\":\"a\"},{\"name\":\"b\"}]")),
        "data[0].tasks[1].key",
        "is missing");
    assertMalformed(
        page(with("tasks", "[null]")), "data[0].tasks[0]", "must be an object, was null");
    assertMalformed("[" + without("id") + "]", "[0].id", "is missing");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "null | body | must be an object or an array, was null",
        "5 | body | must be an object or an array, was a number",
        "\"x\" | body | must be an object or an array, was a text",
        "{} | data | is missing",
        "{\"total_count\":1} | data | is missing",
        "{\"data\":null} | data | must be an array, was null",
        "{\"data\":{}} | data | must be an array, was an object",
        "[null] | [0] | must be an object, was null",
        "{\"data\":[null],\"total_count\":1} | data[0] | must be an object, was null",
        "{\"data\":[[]],\"total_count\":1} | data[0] | must be an object, was an array",
        "{\"data\":[],\"total_count\":\"1\"} | total_count | must be an integer, was a text",
        "{\"data\":[],\"total_count\":1.0} | total_count | must be an integer, was a number",
        "{\"data\":[],\"total_count\":-1} | total_count | must be 0 or more, was a number",
        "[] [] | body | goes on behind its JSON value",
        "{\"data\":[],\"total_count\":0} 1 | body | goes on behind its JSON value"
      })
  void decode_whenTheDocumentIsWrong_saysWhere(String body, String path, String problem) {
    assertMalformed(body, path, problem);
  }

  @Test
  void decode_whenTheBodyIsEmpty_saysSo() {
    assertMalformed("", "body", "is empty");
  }

  @Test
  void decode_whenOnlyWhiteSpaceFollows_givesThePage() {
    assertThat(decode(" \n" + page(SESSION) + " \r\n\t", 10, 0).data()).containsExactly(DECODED);
  }

  @Test
  void decode_whenAByteOrderMarkLeads_givesThePage() {
    assertThat(decode("\ufeff" + page(SESSION), 10, 0).data()).containsExactly(DECODED);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<html><body>MARKER</body></html>",
        "MARKER",
        "{\"data\":[MARKER]}",
        "{MARKER:[]}",
        "{\"data\":[],\"total_count\":NaN,\"x\":\"MARKER\"}",
        "{\"data\":[],\"total_count\":0} MARKER",
        "{\"data\":[],,\"total_count\":0}",
        "{\"data\":[],\"total_count\":0",
        "{'data':[]}"
      })
  void decode_whenItIsNoJson_saysSoAndQuotesNothing(String body) {
    assertThatExceptionOfType(MalformedResponseException.class)
        .isThrownBy(() -> decode(body, 10, 0))
        .withMessageContaining("isn't readable JSON at byte ")
        .withMessageNotContaining("MARKER")
        .withNoCause();
  }

  @Test
  void decode_whenAnUnknownNameIsInTheWay_doesNotQuoteIt() {
    assertThatExceptionOfType(MalformedResponseException.class)
        .isThrownBy(() -> decode("{\"MARKER\":{\"id\":oops}}", 10, 0))
        .withMessageStartingWith("body isn't readable JSON")
        .withMessageNotContaining("MARKER");
  }

  @Test
  void decode_whenCutAnywhere_isMalformed() {
    byte[] whole = page(SESSION, SESSION).getBytes(UTF_8);

    assertThat(IntStream.range(0, whole.length))
        .allSatisfy(
            length ->
                assertThatExceptionOfType(MalformedResponseException.class)
                    .isThrownBy(() -> decode(Arrays.copyOf(whole, length), 10, 0)));
  }

  @Test
  void decode_whenNestedTooDeep_saysSo() {
    String problem = "is nested deeper than 1000 levels";
    assertMalformed("{\"x\":" + "[".repeat(1000), "body", problem);
    assertMalformed("{\"x\":" + "{\"x\":".repeat(1000), "body", problem);
    assertMalformed(page(with("actor", "{\"a\":" + "[".repeat(100_000))), "data[0].actor", problem);
    assertMalformed(
        page(with("status", "\"active\",\"x\":" + "[".repeat(100_000))), "data[0]", problem);
  }

  @Test
  void decode_whenNestedAsDeepAsAllowed_givesThePage() {
    String deep = "[".repeat(997) + "]".repeat(997);

    assertThat(decodeOne(with("status", "\"active\",\"x\":" + deep))).isEqualTo(DECODED);
    assertThat(decodeOne(with("actor", "{\"a\":" + deep.substring(1, 1993) + "}")).actor())
        .containsKey("a");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "-1", "0.1", "1e"})
  void decode_whenANumberHasTooManyDigits_saysSo(String start) {
    String number = start + "0".repeat(1001);
    String problem = "has a number, a name or a string that is too long";
    assertMalformed(page(with("created_at", number)), "data[0].created_at", problem);
    assertMalformed(page(with("actor", "{\"n\":" + number + "}")), "data[0].actor", problem);
    assertMalformed("{\"MARKER\":" + number + "}", "body", problem);
    assertMalformed("{\"data\":[],\"total_count\":" + number + "}", "total_count", problem);
  }

  @Test
  void decode_whenANameIsTooLong_saysSo() {
    assertMalformed(
        "{\"" + "MARKER".repeat(10_000) + "\":1}",
        "body",
        "has a number, a name or a string that is too long");
  }

  @Test
  void decode_whenTextIsNoUtf8_isMalformed() {
    byte[] body = page(SESSION).getBytes(UTF_8);
    String text = new String(body, ISO_8859_1);
    body[text.indexOf("sess_1")] = (byte) 0xff;

    assertThatExceptionOfType(MalformedResponseException.class)
        .isThrownBy(() -> decode(body, 10, 0))
        .withMessageStartingWith("data[0].id isn't readable JSON");
  }

  /** What is nested in a member that nobody knows has names and indices without end. */
  @Test
  void decode_whenBrokenFarBelow_tellsOnlyOurPartOfThePath() {
    String body = page(with("status", "\"active\",\"data\":" + "[{\"data\":".repeat(400)));

    assertThatExceptionOfType(MalformedResponseException.class)
        .isThrownBy(() -> decode(body, 10, 0))
        .satisfies(e -> assertThat(e.getMessage()).hasSizeLessThan(100));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1e2147483649",
        "1e-2147483648",
        "1e99999999999",
        "0e99999999999",
        "-1e99999999999"
      })
  void decode_whenAnExponentIsBeyondAnyDecimal_isOutOfRange(String number) {
    assertMalformed(
        page(with("actor", "{\"n\":" + number + "}")),
        "data[0].actor",
        "has a number that is out of range");
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-16LE", "UTF-16BE", "UTF-32LE", "UTF-32BE"})
  void decode_whenCutInAnotherCharset_tellsNoByte(String charset) {
    byte[] whole = page(SESSION).getBytes(Charset.forName(charset));

    assertMalformed(Arrays.copyOf(whole, whole.length - 8), "total_count", "isn't readable JSON");
  }

  @ParameterizedTest
  @ValueSource(strings = {"last_active_at", "expire_at", "abandon_at", "created_at", "updated_at"})
  void decode_whenATimeIsBeyondALong_isOutOfRange(String member) {
    for (String number : List.of("9223372036854775808", "-9223372036854775809")) {
      assertMalformed(
          page(with(member, number)), "data[0]." + member, "has a number that is out of range");
    }
  }

  @Test
  void decode_whenTheTotalIsBeyondALong_isOutOfRange() {
    assertMalformed(
        "{\"data\":[],\"total_count\":99999999999999999999}",
        "total_count",
        "has a number that is out of range");
  }

  @Test
  void decode_whenATimeIsAsFarAsALongGoes_givesIt() {
    assertThat(decodeOne(with("expire_at", Long.toString(Long.MAX_VALUE))).expireAt())
        .isEqualTo(Instant.ofEpochMilli(Long.MAX_VALUE));
  }

  @Test
  void decode_whenABareArrayIsCutAnywhere_isMalformed() {
    byte[] whole = ("[" + SESSION + "," + SESSION + "]").getBytes(UTF_8);

    assertThat(IntStream.range(0, whole.length))
        .allSatisfy(
            length ->
                assertThatExceptionOfType(MalformedResponseException.class)
                    .isThrownBy(() -> decode(Arrays.copyOf(whole, length), 10, 0)));
  }

  @Test
  void decode_whenATextIsLong_givesIt() {
    String million = "x".repeat(1_000_000);

    assertThat(decodeOne(with("id", "\"" + million + "\"")).id()).isEqualTo(million);
  }
}
