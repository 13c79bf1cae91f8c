package dev.clerksessions.readme;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clerksessions.ClerkConfig;
import dev.clerksessions.bulk.BulkSessions;
import dev.clerksessions.bulk.UserSessions;
import dev.clerksessions.ratelimit.RateLimit;
import dev.clerksessions.ratelimit.RateLimiter;
import dev.clerksessions.testkit.FakeClerkServer;
import dev.clerksessions.testkit.InMemorySessions;
import dev.clerksessions.transport.jdk.JdkSessions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two processes, one bucket: in a file of H2, which understands what MySQL does. */
class SharedRateLimitTest {

  private static final RateLimit LIMIT = new RateLimit(100, Duration.ofHours(1));
  private static final int CALLS_EACH = 60;

  @TempDir private Path folder;

  @Test
  void limiter_sharedByTwoProcesses_givesBothTogetherAsManyPlacesAsThereAre() throws Exception {
    String url = url(folder);
    try (FakeClerkServer server = FakeClerkServer.start(new InMemorySessions());
        Connection open = database(url).getConnection();
        Statement statement = open.createStatement()) {
      statement.execute("CREATE TABLE bucket (id BIGINT PRIMARY KEY, state VARBINARY(1000))");

      List<Process> callers = List.of(start(url, server, "one"), start(url, server, "other"));
      for (Process caller : callers) {
        assertThat(caller.waitFor()).as(Files.readString(folder.resolve("err"))).isZero();
      }

      int one = Integer.parseInt(Files.readString(folder.resolve("one")).strip());
      int other = Integer.parseInt(Files.readString(folder.resolve("other")).strip());
      assertThat(one + other).isEqualTo(LIMIT.requests());
    }
  }

  /** What each process runs: calls for as many users as told, under the shared limit. */
  static final class Caller {

    private Caller() {}

    /** Prints how many users could be listed. */
    public static void main(String[] args) {
      RateLimiter limiter = SharedRateLimit.of(database(args[0]), LIMIT, 1);
      ClerkConfig config =
          ClerkConfig.builder()
              .secretKey(FakeClerkServer.DEFAULT_SECRET_KEY)
              .apiUrl(args[1])
              .rateLimiter(limiter)
              .build();
      try (JdkSessions sessions = JdkSessions.builder(config).build();
          Stream<UserSessions> users =
              BulkSessions.of(sessions).list(Stream.generate(() -> "user").limit(CALLS_EACH))) {
        System.out.println(users.filter(UserSessions::isComplete).count());
      }
    }
  }

  private Process start(String url, FakeClerkServer server, String name) throws Exception {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            Caller.class.getName(),
            url,
            server.url())
        .redirectOutput(folder.resolve(name).toFile())
        .redirectError(ProcessBuilder.Redirect.appendTo(folder.resolve("err").toFile()))
        .start();
  }

  private static String url(Path folder) {
    return "jdbc:h2:" + folder.resolve("limits") + ";MODE=MySQL;AUTO_SERVER=TRUE";
  }

  private static JdbcDataSource database(String url) {
    JdbcDataSource database = new JdbcDataSource();
    database.setURL(url);
    return database;
  }
}
