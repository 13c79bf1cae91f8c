package dev.clerksessions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SessionTest {

  private static Session.Builder complete() {
    return Session.builder()
        .id("sess_1")
        .clientId("client_1")
        .userId("user_1")
        .status(SessionStatus.ACTIVE)
        .lastActiveAt(Instant.ofEpochMilli(1))
        .expireAt(Instant.ofEpochMilli(2))
        .createdAt(Instant.ofEpochMilli(3))
        .updatedAt(Instant.ofEpochMilli(4));
  }

  @Test
  void build_whenOnlyWhatIsRequiredIsSet_leavesTheRestNullAndTasksEmpty() {
    Session session = complete().build();

    assertThat(session.abandonAt()).isNull();
    assertThat(session.lastActiveOrganizationId()).isNull();
    assertThat(session.latestActivity()).isNull();
    assertThat(session.actor()).isNull();
    assertThat(session.tasks()).isEmpty();
  }

  private static Stream<Arguments> required() {
    return Stream.of(
        required("id", session -> session.id(null)),
        required("clientId", session -> session.clientId(null)),
        required("userId", session -> session.userId(null)),
        required("rawStatus", session -> session.rawStatus(null)),
        required("lastActiveAt", session -> session.lastActiveAt(null)),
        required("expireAt", session -> session.expireAt(null)),
        required("createdAt", session -> session.createdAt(null)),
        required("updatedAt", session -> session.updatedAt(null)),
        required("tasks", session -> session.tasks(null)));
  }

  private static Arguments required(String name, UnaryOperator<Session.Builder> without) {
    return Arguments.of(name, without);
  }

  @ParameterizedTest
  @MethodSource("required")
  void build_whenSomethingRequiredIsMissing_namesIt(
      String name, UnaryOperator<Session.Builder> without) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> without.apply(complete()).build())
        .withMessage(name + " must be set, was null");
  }

  @ParameterizedTest
  @CsvSource({
    "abandoned, ABANDONED",
    "active, ACTIVE",
    "pending, PENDING",
    "ended, ENDED",
    "expired, EXPIRED",
    "removed, REMOVED",
    "replaced, REPLACED",
    "revoked, REVOKED",
    "Active, UNRECOGNIZED",
    "hibernating, UNRECOGNIZED",
    "'', UNRECOGNIZED"
  })
  void status_isWhatTheTextSays(String rawStatus, SessionStatus status) {
    Session session = complete().rawStatus(rawStatus).build();

    assertThat(session.status()).isEqualTo(status);
    assertThat(session.rawStatus()).isEqualTo(rawStatus);
  }

  @Test
  void status_whenUnrecognizedIsSet_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> complete().status(SessionStatus.UNRECOGNIZED))
        .withMessageStartingWith("status must be one that the API documents");
  }

  @Test
  void toBuilder_keepsEverything() {
    Session session =
        complete()
            .abandonAt(Instant.ofEpochMilli(5))
            .lastActiveOrganizationId("org_1")
            .latestActivity(
                SessionActivity.builder("act_1")
                    .isMobile(true)
                    .deviceType("a")
                    .browserName("b")
                    .browserVersion("c")
                    .ipAddress("d")
                    .city("e")
                    .country("f")
                    .build())
            .actor(Map.of("sub", "user_2"))
            .tasks(List.of(new SessionTask("setup-mfa")))
            .build();

    assertThat(session.toBuilder().build()).isEqualTo(session).isNotSameAs(session);
    assertThat(session.latestActivity())
        .isEqualTo(new SessionActivity("act_1", true, "a", "b", "c", "d", "e", "f"));
  }

  @Test
  void actor_whenChangedAfterwards_staysAsItWas() {
    List<Object> list = new ArrayList<>(List.of("a"));
    Map<String, Object> nested = new HashMap<>(Map.of("list", list));
    Map<String, Object> actor = new HashMap<>(Map.of("nested", nested));
    Session session = complete().actor(actor).build();

    list.add("b");
    nested.put("more", 1);
    actor.clear();

    assertThat(session.actor()).isEqualTo(Map.of("nested", Map.of("list", List.of("a"))));
  }

  @Test
  @SuppressWarnings("unchecked")
  void actor_cannotBeChangedAtAnyDepth() {
    Session session = complete().actor(Map.of("nested", Map.of("list", List.of("a")))).build();
    Map<String, Object> nested = (Map<String, Object>) session.actor().get("nested");
    List<Object> list = (List<Object>) nested.get("list");

    assertThatExceptionOfType(UnsupportedOperationException.class)
        .isThrownBy(() -> session.actor().put("a", "b"));
    assertThatExceptionOfType(UnsupportedOperationException.class)
        .isThrownBy(() -> nested.put("a", "b"));
    assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(() -> list.add("b"));
  }

  @Test
  void actor_hasOneTypeForEachKindOfNumber() {
    Map<String, Object> actor = new HashMap<>();
    actor.put("int", 1);
    actor.put("short", (short) 2);
    actor.put("byte", (byte) 3);
    actor.put("smallBig", BigInteger.valueOf(Long.MIN_VALUE));
    actor.put("big", BigInteger.ONE.shiftLeft(63));
    actor.put("double", 0.1d);
    actor.put("float", 0.5f);
    actor.put("null", null);
    actor.put("list", Arrays.asList(1, null));

    Map<String, Object> expected = new HashMap<>();
    expected.put("int", 1L);
    expected.put("short", 2L);
    expected.put("byte", 3L);
    expected.put("smallBig", Long.MIN_VALUE);
    expected.put("big", BigInteger.ONE.shiftLeft(63));
    expected.put("double", new BigDecimal("0.1"));
    expected.put("float", new BigDecimal("0.5"));
    expected.put("null", null);
    expected.put("list", Arrays.asList(1L, null));
    assertThat(complete().actor(actor).build().actor()).isEqualTo(expected);
  }

  @Test
  void actor_whenItHoldsWhatJsonCannot_namesThePlace() {
    assertActorRefused(
        Map.of("a", List.of(1, Map.of("when", Instant.EPOCH))),
        "actor.a[1].when must be a value that JSON has, was a java.time.Instant");
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY})
  void actor_whenItHoldsNoNumber_isRefused(double number) {
    assertActorRefused(
        Map.of("n", number), "actor.n must be a value that JSON has, was a java.lang.Double");
  }

  @Test
  void actor_whenANameIsNoText_isRefused() {
    assertActorRefused(Map.of("a", Map.of(1, "b")), "actor.a must have texts as names, has 1");
  }

  private static void assertActorRefused(Map<String, Object> actor, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> complete().actor(actor).build())
        .withMessage(message);
  }

  @Test
  void tasks_cannotBeChanged() {
    List<SessionTask> tasks = new ArrayList<>(List.of(new SessionTask("setup-mfa")));
    Session session = complete().tasks(tasks).build();
    tasks.clear();

    assertThat(session.tasks()).containsExactly(new SessionTask("setup-mfa"));
    assertThatExceptionOfType(UnsupportedOperationException.class)
        .isThrownBy(() -> session.tasks().clear());
  }

  @Test
  void activity_whenIdIsMissing_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SessionActivity.builder(null).build())
        .withMessage("id must be set, was null");
  }

  @Test
  void task_whenKeyIsMissing_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new SessionTask(null))
        .withMessage("key must be set, was null");
  }
}
