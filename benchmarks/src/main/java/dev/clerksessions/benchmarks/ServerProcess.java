package dev.clerksessions.benchmarks;

import dev.clerksessions.ClerkConfig;
import dev.clerksessions.bulk.BulkSessions;
import dev.clerksessions.bulk.UserSessions;
import dev.clerksessions.ratelimit.RateLimit;
import dev.clerksessions.testkit.FakeClerkServer;
import dev.clerksessions.testkit.InMemorySessions;
import dev.clerksessions.testkit.SessionFixtures;
import dev.clerksessions.transport.jdk.JdkSessions;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;

/** A fake Backend API in a process of its own, so that what it costs isn't measured. */
final class ServerProcess implements AutoCloseable {

  private static final int WARM_UP_CALLS = 3_000;

  private final Process process;
  private final BufferedReader out;
  private final String url;

  private ServerProcess(Process process, BufferedReader out, String url) {
    this.process = process;
    this.out = out;
    this.url = url;
  }

  /**
   * Starts a server of so many users, each with so many sessions; the limit is N/millis or none.
   */
  static ServerProcess start(int users, int sessionsEach, Duration latency, String limit)
      throws IOException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                ServerProcess.class.getName(),
                Integer.toString(users),
                Integer.toString(sessionsEach),
                Long.toString(latency.toMillis()),
                limit)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    BufferedReader out =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    String url = out.readLine();
    if (url == null) {
      throw new IOException("the server doesn't start");
    }
    return new ServerProcess(process, out, url);
  }

  static String user(int number) {
    return "user_" + number;
  }

  /** What points a transport here. */
  ClerkConfig config() {
    return ClerkConfig.builder().secretKey(FakeClerkServer.DEFAULT_SECRET_KEY).apiUrl(url).build();
  }

  /** How many requests it has refused with 429. */
  long rateLimited() throws IOException {
    process.getOutputStream().write('\n');
    process.getOutputStream().flush();
    return Long.parseLong(out.readLine());
  }

  @Override
  public void close() {
    process.destroy();
  }

  /**
   * What the process runs: prints where it is, and for each line that it reads how many requests it
   * has refused; ends with its input.
   *
   * @param args users, sessions of each, latency in ms, limit
   */
  public static void main(String[] args) throws IOException {
    InMemorySessions store = new InMemorySessions();
    SessionFixtures fixtures = SessionFixtures.seeded(1);
    int sessionsEach = Integer.parseInt(args[1]);
    for (int i = 0; i < Integer.parseInt(args[0]); i++) {
      String user = user(i);
      store.addAll(fixtures.sessions(sessionsEach, session -> session.userId(user)));
    }
    FakeClerkServer.Builder builder =
        FakeClerkServer.builder(store).latency(Duration.ofMillis(Long.parseLong(args[2])));
    if (!args[3].equals("none")) {
      String[] limit = args[3].split("/", 2);
      builder.rateLimit(
          new RateLimit(Integer.parseInt(limit[0]), Duration.ofMillis(Long.parseLong(limit[1]))));
    }
    warmUp(store);
    try (FakeClerkServer server = builder.start()) {
      System.out.println(server.url());
      while (System.in.read() >= 0) {
        System.out.println(server.rateLimited());
      }
    }
  }

  /** The real API has run for long. */
  private static void warmUp(InMemorySessions store) {
    try (FakeClerkServer server = FakeClerkServer.start(store);
        JdkSessions sessions = JdkSessions.builder(server.config()).build();
        Stream<UserSessions> users =
            BulkSessions.builder(sessions)
                .withoutRateLimit()
                .build()
                .list(Stream.generate(() -> "nobody").limit(WARM_UP_CALLS))) {
      if (users.anyMatch(user -> !user.isComplete())) {
        throw new IllegalStateException("the server can't be warmed up");
      }
    }
  }
}
