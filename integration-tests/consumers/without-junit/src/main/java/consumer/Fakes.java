package consumer;

import dev.clerksessions.SessionListParams;
import dev.clerksessions.error.RateLimitedException;
import dev.clerksessions.testkit.FakeClerkServer;
import dev.clerksessions.testkit.Fault;
import dev.clerksessions.testkit.InMemorySessions;
import dev.clerksessions.testkit.ManualClock;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;

/** Fails by an exception. */
public final class Fakes {

  private Fakes() {}

  public static void main(String[] args) throws Exception {
    for (String optional :
        List.of(
            "org.junit.jupiter.api.Test",
            "org.assertj.core.api.Assertions",
            "com.google.inject.Guice",
            "com.google.common.base.Joiner")) {
      check(!isThere(optional), optional + " is on the class path");
    }

    SessionListParams params = SessionListParams.builder().userId("user_1").build();
    InMemorySessions fake = new InMemorySessions(new ManualClock());
    fake.signIn("user_1");
    fake.failNext(1, Fault.rateLimited(Duration.ofSeconds(1)));
    try {
      fake.getSessionList(params);
      check(false, "the call succeeds");
    } catch (RateLimitedException e) {
      check(Duration.ofSeconds(1).equals(e.retryAfter()), "retryAfter is " + e.retryAfter());
    }
    check(fake.getSessionList(params).totalCount() == 1, "a session is missing");

    try (FakeClerkServer server = FakeClerkServer.start(fake)) {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(server.url() + "/v1/sessions?user_id=user_1"))
              .header("Authorization", "Bearer " + server.secretKey())
              .build();
      String body = HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body();
      check(body.contains("\"user_id\":\"user_1\""), "the server says " + body);
    }
  }

  private static boolean isThere(String name) {
    try {
      Class.forName(name);
      return true;
    } catch (ClassNotFoundException e) {
      return false;
    }
  }

  private static void check(boolean right, String otherwise) {
    if (!right) {
      throw new IllegalStateException(otherwise);
    }
  }
}
