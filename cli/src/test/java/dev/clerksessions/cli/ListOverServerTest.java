package dev.clerksessions.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clerksessions.Session;
import dev.clerksessions.testkit.FakeClerkServer;
import dev.clerksessions.testkit.InMemorySessions;
import dev.clerksessions.testkit.SessionFixtures;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The whole way: command, transport, socket, server and back. */
class ListOverServerTest {

  private final InMemorySessions store = new InMemorySessions();
  private FakeClerkServer server;

  @BeforeEach
  void start() {
    server = FakeClerkServer.builder(store).secretKey(CliRun.KEY).start();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void list_whenOutputIsJson_isTheSameBytesOverBothTransports() {
    store.addAll(SessionFixtures.seeded(5).sessions(499, session -> session.userId("user_1")));
    store.add(unusual());

    String first = list("--transport=httpclient", "--output=json", "--limit=500").out();
    String second = list("--transport=jdk", "--output=json", "--limit=500").out();

    assertThat(first).isEqualTo(second).contains("\"totalCount\": 500", "1.50", "\"dormant\"");
  }

  @ParameterizedTest
  @EnumSource(TransportChoice.class)
  void list_whenApiUrlIsInTheEnvironment_callsThere(TransportChoice transport) {
    store.add(unusual());

    CliRun run =
        CliRun.withKey()
            .environment("CLERK_API_URL", server.url() + "/v1/")
            .run("list", "--user-id=user_1", "--transport", transport.value());

    assertThat(run.out()).contains("dormant").endsWith("1 of 1 sessions\n");
  }

  @ParameterizedTest
  @EnumSource(TransportChoice.class)
  void list_whenApiUrlIsGiven_winsOverTheEnvironment(TransportChoice transport) {
    store.add(unusual());

    CliRun run =
        CliRun.withKey()
            .environment("CLERK_API_URL", "not an address")
            .run(
                "list",
                "--user-id=user_1",
                "--api-url",
                server.url(),
                "--transport",
                transport.value());

    assertThat(run.out()).endsWith("1 of 1 sessions\n");
  }

  @ParameterizedTest
  @EnumSource(TransportChoice.class)
  void list_whenKeyIsWrong_isStatus3(TransportChoice transport) {
    CliRun run =
        CliRun.redact()
            .environment("CLERK_SECRET_KEY", "sk_test_another")
            .run(
                "list",
                "--user-id=user_1",
                "--api-url",
                server.url(),
                "--transport",
                transport.value());

    assertThat(run.err()).isEqualTo("error: AuthenticationException: HTTP 401 clerk_key_invalid\n");
    assertThat(run.status()).isEqualTo(3);
  }

  @ParameterizedTest
  @EnumSource(TransportChoice.class)
  void list_whenTimeoutIsAmple_waits(TransportChoice transport) {
    assertThat(list("--timeout=2m", "--transport", transport.value()).out())
        .isEqualTo("0 of 0 sessions\n");
  }

  private CliRun list(String... more) {
    String[] line =
        Stream.concat(
                Stream.of("list", "--user-id=user_1", "--api-url", server.url()), Stream.of(more))
            .toArray(String[]::new);
    return CliRun.withKey().run(line);
  }

  private static Session unusual() {
    return Samples.bare()
        .rawStatus("dormant")
        .actor(Map.of("sub", "user_2", "claims", List.of(new BigDecimal("1.50"), Map.of())))
        .build();
  }
}
