package dev.clerksessions.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.clerksessions.testkit.server.Loopback;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.net.ConnectException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ServeCommandTest {

  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  @Test
  void serve_printsUrlKeyUsersAndCurlLine() throws Exception {
    try (Serving serving = new Serving()) {
      int port = URI.create(serving.url).getPort();
      assertThat(port).isPositive();
      assertThat(serving.url).isEqualTo("http://" + Loopback.authority(port));
      assertThat(serving.key).startsWith("sk_test_");
      assertThat(serving.users).hasSize(3).allMatch(user -> user.matches("user_\\w{27}"));
      assertThat(serving.curl)
          .startsWith("curl ")
          .contains("'Authorization: Bearer " + serving.key + "'")
          .contains(serving.url + "/v1/sessions?paginated=true&user_id=" + serving.users.get(0));
    }
  }

  @Test
  void serve_answersWithAPageOfEachUser() throws Exception {
    try (Serving serving = new Serving()) {
      assertThat(serving.users)
          .allSatisfy(
              user ->
                  assertThat(serving.get(user).body())
                      .contains("\"total_count\":25", "\"user_id\":\"" + user + "\""));
    }
  }

  @Test
  void serve_whenCountsAreGiven_servesAsMany() throws Exception {
    try (Serving serving = new Serving("--users=2", "--sessions-per-user=1")) {
      assertThat(serving.users).hasSize(2);
      assertThat(serving.get(serving.users.get(1)).body()).contains("\"total_count\":1");
    }
  }

  @Test
  void serve_whenSeedIsTheSame_hasTheSameUsers() throws Exception {
    try (Serving first = new Serving("--seed=5");
        Serving second = new Serving("--seed=5");
        Serving other = new Serving("--seed=6")) {
      assertThat(first.users).isEqualTo(second.users).doesNotContainAnyElementsOf(other.users);
    }
  }

  @Test
  void serve_whenLatencyIsGiven_answersLate() throws Exception {
    try (Serving serving = new Serving("--latency=150ms")) {
      long start = System.nanoTime();

      assertThat(serving.get(serving.users.get(0)).statusCode()).isEqualTo(200);

      assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThan(Duration.ofMillis(149));
    }
  }

  @ParameterizedTest
  @EnumSource(TransportChoice.class)
  void serve_whenRateIsLimited_refusesFurtherCallsAsTheCommandTells(TransportChoice transport)
      throws Exception {
    try (Serving serving = new Serving("--rate-limit=1/10m")) {
      assertThat(serving.get(serving.users.get(0)).statusCode()).isEqualTo(200);

      CliRun run =
          CliRun.redact()
              .environment("CLERK_SECRET_KEY", serving.key)
              .environment("CLERK_API_URL", serving.url)
              .run(
                  "list",
                  "--user-id",
                  serving.users.get(0),
                  "--transport",
                  transport.value(),
                  "--verbose");

      assertThat(run.status()).isEqualTo(4);
      assertThat(run.err()).startsWith("error: RateLimitedException: HTTP 429 too_many_requests");
    }
  }

  @Test
  void serve_whenListed_worksWithTheCommand() throws Exception {
    try (Serving serving = new Serving()) {
      CliRun run =
          CliRun.redact()
              .environment("CLERK_SECRET_KEY", serving.key)
              .environment("CLERK_API_URL", serving.url)
              .run("list", "--user-id", serving.users.get(0), "--limit", "500");

      assertThat(run.out()).endsWith("\n25 of 25 sessions\n");
    }
  }

  @Test
  void serve_whenInterrupted_freesThePort() throws Exception {
    Serving serving = new Serving();
    serving.close();

    assertThat(serving.run.status()).isZero();
    assertThatExceptionOfType(ConnectException.class)
        .isThrownBy(() -> serving.get(serving.users.get(0)));
  }

  @Test
  void serve_whenPortIsTaken_refusesIt() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, Loopback.address())) {
      CliRun run = CliRun.redact().run("serve", "--port", "" + taken.getLocalPort());

      assertThat(run.err())
          .startsWith("error: port " + taken.getLocalPort() + " can't be opened on loopback")
          .hasLineCount(1);
      assertThat(run.status()).isEqualTo(2);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "--port=-1,--port must be 0 to 65535",
    "--port=65536,--port must be 0 to 65535",
    "--users=0,--users must be 1 to 100",
    "--users=101,--users must be 1 to 100",
    "--sessions-per-user=-1,--sessions-per-user must be 0 to 10000",
    "--sessions-per-user=10001,--sessions-per-user must be 0 to 10000",
    "--seed=x,'x' is not a long",
    "--latency=fast,must be a time of 1ms to 1440m",
    "--rate-limit=100,'must be requests/time, such as 100/10s, was '",
    "--rate-limit=0/10s,'must be requests/time, such as 100/10s, was '",
    "--rate-limit=1/10,must be a time of 1ms to 1440m"
  })
  void serve_whenAnOptionIsBad_refusesIt(String option, String reason) {
    CliRun run = CliRun.redact().run("serve", option);

    assertThat(run.err()).startsWith("error: ").contains(reason).hasLineCount(1);
    assertThat(run.status()).isEqualTo(2);
  }

  /** A server that the command runs in a thread of its own, until it is interrupted. */
  private static final class Serving implements AutoCloseable {

    private final CliRun run = CliRun.redact();
    private final CompletableFuture<Void> end = new CompletableFuture<>();
    private final Thread thread;
    private final String url;
    private final String key;
    private final List<String> users = new ArrayList<>();
    private final String curl;

    Serving(String... args) throws IOException {
      PipedOutputStream out = new PipedOutputStream();
      PipedInputStream in = new PipedInputStream(out, 64 * 1024);
      String[] line = Stream.concat(Stream.of("serve"), Stream.of(args)).toArray(String[]::new);
      thread =
          new Thread(
              () -> {
                run.out(out).run(line);
                end.complete(null);
              },
              "serve-command");
      thread.start();
      BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
      url = lastWord(lines.readLine());
      key = lastWord(lines.readLine());
      String next = lines.readLine();
      for (; next.startsWith("User:"); next = lines.readLine()) {
        users.add(lastWord(next));
      }
      curl = lines.readLine();
    }

    HttpResponse<String> get(String user) throws IOException, InterruptedException {
      return CLIENT.send(
          HttpRequest.newBuilder(URI.create(url + "/v1/sessions?paginated=true&user_id=" + user))
              .header("Authorization", "Bearer " + key)
              .build(),
          BodyHandlers.ofString());
    }

    private static String lastWord(String line) {
      return line.substring(line.lastIndexOf(' ') + 1);
    }

    @Override
    public void close() {
      thread.interrupt();
      end.join();
    }
  }
}
