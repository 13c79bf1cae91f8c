package dev.clerksessions.transport.jdk;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.inject.Guice;
import com.google.inject.ProvisionException;
import dev.clerksessions.ClerkConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The JVM reads its trust store once, so this takes a JVM of its own. */
class BrokenTrustStoreTest {

  /** Prints what the application gets from Guice. */
  static final class Application {

    private Application() {}

    public static void main(String[] args) {
      ClerkConfig config = ClerkConfig.builder().secretKey("sk_test_trust_store").build();
      try {
        Guice.createInjector(
                new JdkSessionsModule(),
                binder -> binder.bind(ClerkConfig.class).toInstance(config))
            .getInstance(JdkSessions.class)
            .close();
      } catch (ProvisionException e) {
        System.out.println(e.getMessage());
      }
    }
  }

  @Test
  void build_whenTheTrustStoreCannotBeRead_saysWhy(@TempDir Path folder) throws Exception {
    Path trustStore = Files.writeString(folder.resolve("broken.p12"), "no trust store");
    Path output = folder.resolve("output");
    Process application =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djavax.net.ssl.trustStore=" + trustStore,
                "-cp",
                System.getProperty("java.class.path"),
                Application.class.getName())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    try {
      assertThat(application.waitFor(50, TimeUnit.SECONDS)).as("ended").isTrue();
    } finally {
      application.destroyForcibly();
    }

    assertThat(Files.readString(output, UTF_8))
        .contains(
            "the HTTP client can't be built: problem accessing trust store;"
                + " javax.net.ssl.trustStore is "
                + trustStore);
  }
}
