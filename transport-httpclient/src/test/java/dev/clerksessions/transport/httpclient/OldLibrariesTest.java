package dev.clerksessions.transport.httpclient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.clerksessions.ClerkConfig;
import dev.clerksessions.Session;
import dev.clerksessions.SessionListParams;
import dev.clerksessions.bapi.BackendApiSessions;
import dev.clerksessions.testkit.FakeClerkServer;
import dev.clerksessions.testkit.InMemorySessions;
import dev.clerksessions.testkit.SessionFixtures;
import dev.clerksessions.transport.HttpTransport;
import dev.clerksessions.transport.WireRequest;
import dev.clerksessions.transport.WireResponse;
import java.io.File;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Has class loaders of its own, with old libraries in the place of those that the tests have. */
class OldLibrariesTest {

  private static final Path OLD = Path.of("target", "old-libraries");

  @ParameterizedTest
  @CsvSource({
    "httpclient5-5.3.1 httpcore5-5.2.4 httpcore5-h2-5.2.4,"
        + " org.apache.httpcomponents.client5:httpclient5 must be 5.4 or newer,"
        + " was 5.3.1",
    "httpcore5-5.2.4 httpcore5-h2-5.2.4,"
        + " org.apache.httpcomponents.core5:httpcore5 must be 5.3 or newer,"
        + " was 5.2.4",
    "jackson-core-2.13.5,"
        + " com.fasterxml.jackson.core:jackson-core must be 2.17 or newer,"
        + " was 2.13.5"
  })
  void build_whenALibraryIsTooOld_namesItBothVersionsAndTheRemedy(
      String jars, String rule, String found) throws Exception {
    try (URLClassLoader loader = loaderWith(jars.split(" ", -1))) {
      Callable<?> listing = listing(loader);

      assertThatIllegalStateException()
          .isThrownBy(listing::call)
          .withMessageStartingWith(rule + ", " + found + ". Set ");
    }
  }

  @Test
  void build_whenJacksonIsTooOld_closesTheTransport() throws Exception {
    try (URLClassLoader loader = loaderWith("jackson-core-2.13.5")) {
      assertThat(instance(loader, RefusedPort.class).call()).isEqualTo(true);
    }
  }

  @Test
  void build_whenHttpClientIsTheOldestThatWorks_listsAndWarnsOncePerProcess() throws Exception {
    Queue<String> warnings = new ConcurrentLinkedQueue<>();
    Logger logger = Logger.getLogger("dev.clerksessions.transport.httpclient");
    Handler handler = new Warnings(warnings);
    logger.addHandler(handler);
    try (URLClassLoader loader =
        loaderWith("httpclient5-5.4", "httpcore5-5.3", "httpcore5-h2-5.3")) {
      Callable<?> listing = listing(loader);

      assertThat(listing.call()).isEqualTo(List.of(1L, 1L));
      assertThat(listing.call()).isEqualTo(List.of(1L, 1L));
    } finally {
      logger.removeHandler(handler);
    }
    // Other tests may run with another old version.
    assertThat(warnings)
        .filteredOn(warning -> warning.contains(":httpclient5 5.4 "))
        .singleElement()
        .asString()
        .contains("has known security vulnerabilities: use 5.6.5 or newer");
  }

  private static URLClassLoader loaderWith(String... jars) throws Exception {
    List<String> replaced =
        Arrays.stream(jars).map(jar -> jar.substring(0, jar.lastIndexOf('-') + 1)).toList();
    List<URL> urls = new ArrayList<>();
    for (String jar : jars) {
      Path old = OLD.resolve(jar + ".jar");
      assertThat(Files.exists(old)).as("the build has copied %s", old).isTrue();
      urls.add(old.toUri().toURL());
    }
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
      Path path = Path.of(entry);
      if (replaced.stream().noneMatch(path.getFileName().toString()::startsWith)) {
        urls.add(path.toUri().toURL());
      }
    }
    return new URLClassLoader(urls.toArray(URL[]::new), ClassLoader.getPlatformClassLoader());
  }

  private static Callable<?> listing(ClassLoader loader) throws Exception {
    return instance(loader, Listing.class);
  }

  private static Callable<?> instance(ClassLoader loader, Class<?> type) throws Exception {
    return (Callable<?>) loader.loadClass(type.getName()).getDeclaredConstructor().newInstance();
  }

  /** Returns whether the transport of a port that is refused has been closed. */
  public static final class RefusedPort implements Callable<Boolean> {

    @Override
    public Boolean call() {
      ClerkConfig config = ClerkConfig.builder().secretKey("sk_test_old").build();
      AtomicBoolean closed = new AtomicBoolean();
      HttpTransport transport = new ClosingTransport(closed);
      try {
        new BackendApiSessions(config, transport).close();
        return false;
      } catch (IllegalStateException e) {
        return closed.get();
      }
    }
  }

  private record ClosingTransport(AtomicBoolean closed) implements HttpTransport {

    @Override
    public String name() {
      return "closing";
    }

    @Override
    public WireResponse send(WireRequest request, Duration timeout) {
      throw new AssertionError("nothing is sent");
    }

    @Override
    public CompletableFuture<WireResponse> sendAsync(WireRequest request, Duration timeout) {
      throw new AssertionError("nothing is sent");
    }

    @Override
    public void close() {
      closed.set(true);
    }
  }

  /** Lists with a port of its own, blocking and not, in whatever class loader it is. */
  public static final class Listing implements Callable<List<Long>> {

    @Override
    public List<Long> call() throws Exception {
      Session session = SessionFixtures.seeded(1).session();
      InMemorySessions store = new InMemorySessions();
      store.add(session);
      SessionListParams params = SessionListParams.builder().userId(session.userId()).build();
      try (FakeClerkServer server = FakeClerkServer.start(store);
          HttpClientSessions sessions = HttpClientSessions.builder(server.config()).build()) {
        return List.of(
            sessions.getSessionList(params).totalCount(),
            sessions.getSessionListAsync(params).get().totalCount());
      }
    }
  }

  private static final class Warnings extends Handler {

    private final Queue<String> warnings;

    private Warnings(Queue<String> warnings) {
      this.warnings = warnings;
    }

    @Override
    public void publish(LogRecord record) {
      warnings.add(record.getMessage());
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }
}
