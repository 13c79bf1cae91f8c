package dev.clerksessions.testkit.junit;

import static dev.clerksessions.testkit.assertj.SessionAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.clerksessions.SessionListParams;
import dev.clerksessions.SessionsPort;
import dev.clerksessions.testkit.FakeClerkServer;
import dev.clerksessions.testkit.Fault;
import dev.clerksessions.testkit.InMemorySessions;
import dev.clerksessions.testkit.ManualClock;
import dev.clerksessions.testkit.SessionFixtures;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClerkExtensionTest {

  private static final SessionListParams PARAMS =
      SessionListParams.builder().userId("user_1").build();
  private static final Set<FakeClerkServer> SERVERS = ConcurrentHashMap.newKeySet();
  private static final Map<String, CompletableFuture<?>> HANGING = new ConcurrentHashMap<>();

  @AfterAll
  static void allIsClosed() {
    assertThat(SERVERS).hasSize(3);
    for (FakeClerkServer server : SERVERS) {
      assertThatThrownBy(() -> status(server)).isInstanceOf(ConnectException.class);
    }
    assertThat(HANGING).hasSize(1).values().allMatch(CompletableFuture::isDone);
  }

  private static int status(FakeClerkServer server) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(server.url() + "/v1/sessions?user_id=user_1"))
            .header("Authorization", "Bearer " + server.secretKey())
            .build();
    return HttpClient.newHttpClient().send(request, BodyHandlers.discarding()).statusCode();
  }

  @ClerkTest
  void parameters_areOneStory(
      InMemorySessions fake,
      SessionsPort port,
      FakeClerkServer server,
      ManualClock clock,
      SessionFixtures fixtures)
      throws Exception {
    SERVERS.add(server);
    fake.add(fixtures.session(session -> session.userId("user_1")));

    assertThat(port).isSameAs(fake);
    assertThat(server.sessions()).isSameAs(fake);
    assertThat(fake.clock()).isSameAs(clock);
    assertThat(port.getSessionList(PARAMS)).hasTotalCount(1);
    assertThat(status(server)).isEqualTo(200);
    assertThat(server).wasCalled(1);
    assertThat(fake).wasCalled(1);
  }

  @ClerkTest
  void parameters_ofAnotherTest_areOthers(FakeClerkServer server, InMemorySessions fake)
      throws Exception {
    SERVERS.add(server);

    assertThat(fake.all()).isEmpty();
    assertThat(status(server)).isEqualTo(200);
  }

  @ClerkTest
  void aCallThatHangs_isReleasedInTheEnd(InMemorySessions fake) {
    fake.failNext(1, Fault.stallUntil(new CompletableFuture<>()));

    CompletableFuture<?> hanging = fake.getSessionListAsync(PARAMS);

    assertThat(hanging).isNotDone();
    HANGING.put("call", hanging);
  }

  /** Whose fakes are made before each test. */
  @ExtendWith(ClerkExtension.class)
  static class OnAClass {

    private final List<String> users = List.of("user_1");

    @BeforeEach
    void signIn(InMemorySessions fake) {
      users.forEach(fake::signIn);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "b"})
    void parameters_areThoseOfBeforeEach(String any, InMemorySessions fake, SessionsPort port) {
      assertThat(fake.all()).as(any).hasSize(1);
      assertThat(port).isSameAs(fake);
    }
  }

  @Nested
  class InANestedClass {

    @ClerkTest
    void parameters_areThere(FakeClerkServer server) throws Exception {
      SERVERS.add(server);

      assertThat(status(server)).isEqualTo(200);
    }
  }
}
