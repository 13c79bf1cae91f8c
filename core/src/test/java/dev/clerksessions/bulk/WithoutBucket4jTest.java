package dev.clerksessions.bulk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.clerksessions.ClerkConfig;
import dev.clerksessions.bapi.BackendApiSessions;
import dev.clerksessions.ratelimit.RateLimit;
import dev.clerksessions.ratelimit.RateLimiter;
import dev.clerksessions.transport.HttpTransport;
import dev.clerksessions.transport.WireRequest;
import dev.clerksessions.transport.WireResponse;
import java.io.File;
import java.lang.reflect.Constructor;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What needs Bucket4j says so where it isn't, and what doesn't need it works. */
class WithoutBucket4jTest {

  private static final String MESSAGE =
      "a rate limit needs Bucket4j: add com.bucket4j:bucket4j_jdk17-core to the class path, or go"
          + " without a limit, in bulk by BulkSessions.Builder.withoutRateLimit()";

  @Test
  void bulk_withinTheRateLimit_namesTheArtifactAndTheWayWithout() throws Exception {
    assertNamesTheArtifact(BulkWithLimit.class);
  }

  @Test
  void rateLimiter_namesTheArtifactAndTheWayWithout() throws Exception {
    assertNamesTheArtifact(Limiter.class);
  }

  @Test
  void configuration_withALimiter_namesTheArtifactAndTheWayWithout() throws Exception {
    assertNamesTheArtifact(LimiterOfAConfiguration.class);
  }

  @Test
  void bulk_withoutRateLimit_listsAllUsers() throws Exception {
    assertThat(run(BulkWithoutLimit.class)).isEqualTo(List.of("user_1", "user_2"));
  }

  @Test
  void bulk_overAPortWithoutALimit_listsAllUsers() throws Exception {
    assertThat(run(BulkOverAFake.class)).isEqualTo(List.of("user_1", "user_2"));
  }

  @Test
  void bucket4j_isHidden() {
    assertThatExceptionOfType(NoClassDefFoundError.class).isThrownBy(() -> run(Hidden.class));
  }

  private static void assertNamesTheArtifact(Class<? extends Callable<?>> code) {
    assertThatIllegalStateException()
        .isThrownBy(() -> run(code))
        .withMessage(MESSAGE)
        .withCauseInstanceOf(NoClassDefFoundError.class);
  }

  static final class Limiter implements Callable<RateLimiter> {
    @Override
    public RateLimiter call() {
      return RateLimiter.of(RateLimit.DEVELOPMENT);
    }
  }

  static final class LimiterOfAConfiguration implements Callable<ClerkConfig> {
    @Override
    public ClerkConfig call() {
      return config().toBuilder().rateLimiter(RateLimiter.of(RateLimit.PRODUCTION)).build();
    }
  }

  static final class BulkWithLimit implements Callable<List<String>> {
    @Override
    public List<String> call() {
      try (BackendApiSessions port = new BackendApiSessions(config(), new EmptyPages())) {
        return users(BulkSessions.of(port));
      }
    }
  }

  static final class BulkWithoutLimit implements Callable<List<String>> {
    @Override
    public List<String> call() {
      try (BackendApiSessions port = new BackendApiSessions(config(), new EmptyPages())) {
        return users(BulkSessions.builder(port).withoutRateLimit().build());
      }
    }
  }

  static final class BulkOverAFake implements Callable<List<String>> {
    @Override
    public List<String> call() {
      return users(BulkSessions.of(new StubSessions(params -> StubSessions.page(params, 0))));
    }
  }

  static final class Hidden implements Callable<Object> {
    @Override
    public Object call() {
      return io.github.bucket4j.Bucket.builder();
    }
  }

  private static ClerkConfig config() {
    return ClerkConfig.builder().secretKey("sk_test_without_bucket4j").build();
  }

  private static List<String> users(BulkSessions bulk) {
    return bulk.list(List.of("user_1", "user_2"))
        .filter(user -> user.sessions().isEmpty())
        .map(UserSessions::userId)
        .sorted()
        .toList();
  }

  private record EmptyPages() implements HttpTransport {

    @Override
    public String name() {
      return "empty";
    }

    @Override
    public WireResponse send(WireRequest request, Duration timeout) {
      return new WireResponse(
          200, name -> null, "{\"data\":[],\"total_count\":0}".getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public CompletableFuture<WireResponse> sendAsync(WireRequest request, Duration timeout) {
      return CompletableFuture.completedFuture(send(request, timeout));
    }

    @Override
    public void close() {}
  }

  /** Runs code in a loader that has all of the class path but Bucket4j. */
  private static Object run(Class<? extends Callable<?>> code) throws Exception {
    try (URLClassLoader loader = new HidingLoader()) {
      Class<?> copy = Class.forName(code.getName(), true, loader);
      assertThat(copy).isNotSameAs(code);
      Constructor<?> constructor = copy.getDeclaredConstructor();
      constructor.setAccessible(true);
      return ((Callable<?>) constructor.newInstance()).call();
    }
  }

  private static final class HidingLoader extends URLClassLoader {

    HidingLoader() {
      super(classPath(), ClassLoader.getPlatformClassLoader());
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
      if (name.startsWith("io.github.bucket4j.")) {
        throw new ClassNotFoundException(name);
      }
      return super.findClass(name);
    }

    private static URL[] classPath() {
      return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
          .map(HidingLoader::url)
          .toArray(URL[]::new);
    }

    private static URL url(String entry) {
      try {
        return Path.of(entry).toUri().toURL();
      } catch (MalformedURLException e) {
        throw new IllegalArgumentException(entry, e);
      }
    }
  }
}
