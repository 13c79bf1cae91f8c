package dev.clerksessions.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ArchitectureTest {

  private static final JavaClasses MODULES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("dev.clerksessions");

  @ParameterizedTest
  @EnumSource(Rule.class)
  void rule_onAllModules_holds(Rule rule) {
    rule.rule.check(MODULES);
  }

  @ParameterizedTest
  @EnumSource(Rule.class)
  void rule_onItsCounterExample_fails(Rule rule) {
    JavaClasses counterExample =
        new ClassFileImporter().importClasses(rule.counterExample.toArray(Class<?>[]::new));

    assertThatExceptionOfType(AssertionError.class)
        .isThrownBy(() -> rule.rule.check(counterExample))
        .withMessageContaining(rule.counterExample.get(0).getName())
        .withMessageNotContaining("failed to check any classes");
  }

  /** A rule over a module that wasn't imported would hold for nothing. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "dev.clerksessions.SessionsPort",
        "dev.clerksessions.error.ClerkException",
        "dev.clerksessions.transport.HttpTransport",
        "dev.clerksessions.bapi.BackendApiSessions",
        "dev.clerksessions.transport.jdk.JdkSessions",
        "dev.clerksessions.transport.httpclient.HttpClientSessions",
        "dev.clerksessions.testkit.InMemorySessions"
      })
  void modules_haveBeenImported(String name) {
    assertThat(MODULES.contain(name)).isTrue();
  }
}
