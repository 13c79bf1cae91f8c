package dev.clerksessions.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DemoTest {

  @ParameterizedTest
  @EnumSource(TransportChoice.class)
  void demo_withoutAKey_listsVariedSessions(TransportChoice transport) {
    CliRun run = CliRun.redact().run("list", "--demo", "--transport", transport.value());

    assertThat(run.err()).isEmpty();
    assertThat(run.out())
        .contains("active", "pending", "expired", "Macintosh", "iPhone", "Berlin, DE")
        .endsWith("\n10 of 12 sessions\n");
    assertThat(run.status()).isZero();
  }

  /** The preference is read when a JVM starts. */
  @ParameterizedTest
  @EnumSource(TransportChoice.class)
  void demo_whenIpv6IsPreferred_reachesItsServer(TransportChoice transport) throws Exception {
    Process demo =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djava.net.preferIPv6Addresses=true",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "list",
                "--demo",
                "--transport",
                transport.value())
            .redirectErrorStream(true)
            .start();
    try {
      demo.getOutputStream().close();
      String output = new String(demo.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

      assertThat(output).endsWith("\n10 of 12 sessions\n");
      assertThat(demo.waitFor()).isZero();
    } finally {
      demo.destroyForcibly();
    }
  }

  @Test
  void demo_whenRunAgain_hasTheSameSessions() {
    assertThat(CliRun.redact().run("list", "--demo", "--output=json").out())
        .isEqualTo(CliRun.redact().run("list", "--demo", "--output=json", "--transport=jdk").out());
  }

  @Test
  void demo_whenEnvironmentNamesAnotherApi_listsItsOwn() {
    CliRun run =
        CliRun.withKey()
            .environment("CLERK_API_URL", "not an address")
            .run("list", "--demo", "--limit=1");

    assertThat(run.out()).endsWith("\n1 of 12 sessions\n");
  }

  @Test
  void demo_whenStatusIsGiven_filters() {
    CliRun run = CliRun.redact().run("list", "--demo", "--status=expired", "--limit=500");

    assertThat(run.out().lines().skip(1)).allMatch(line -> line.matches("expired .*|2 of 2 .*"));
  }

  @Test
  void demo_whenUserIsGiven_asksForThatUser() {
    assertThat(CliRun.redact().run("list", "--demo", "--user-id=nobody").out())
        .isEqualTo("0 of 0 sessions\n");
  }

  @Test
  void demo_whenClientIsGiven_asksForThatClientAlone() {
    assertThat(CliRun.redact().run("list", "--demo", "--client-id=none").out())
        .isEqualTo("0 of 0 sessions\n");
  }

  @Test
  void demo_whenALimitIsBad_refusesIt() {
    CliRun run = CliRun.redact().run("list", "--demo", "--limit=0");

    assertThat(run.err()).startsWith("error: limit must be 1 to 500, was 0");
    assertThat(run.status()).isEqualTo(2);
  }
}
