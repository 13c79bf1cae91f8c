package dev.clerksessions.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.lang.module.Configuration;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModulesTest {

  /** Everything on the class path, found as modules; a finder is for one thread. */
  private final ModuleFinder finder =
      ModuleFinder.of(
          Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
              .map(Path::of)
              .filter(path -> !path.endsWith(Path.of("integration-tests", "target", "classes")))
              .filter(path -> !path.endsWith("test-classes"))
              .toArray(Path[]::new));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "dev.clerksessions.core | dev.clerksessions, dev.clerksessions.bapi,"
            + " dev.clerksessions.bulk, dev.clerksessions.error, dev.clerksessions.paging,"
            + " dev.clerksessions.ratelimit, dev.clerksessions.transport",
        "dev.clerksessions.transport.jdk | dev.clerksessions.transport.jdk",
        "dev.clerksessions.transport.httpclient | dev.clerksessions.transport.httpclient",
        "dev.clerksessions.testkit | dev.clerksessions.testkit, dev.clerksessions.testkit.assertj,"
            + " dev.clerksessions.testkit.contract, dev.clerksessions.testkit.guice,"
            + " dev.clerksessions.testkit.junit, dev.clerksessions.testkit.server"
      })
  void module_exportsWhatTheDesignCallsPublic(String module, String packages) {
    ModuleDescriptor descriptor =
        finder.find(module).map(ModuleReference::descriptor).orElseThrow();

    assertThat(descriptor.exports())
        .allMatch(export -> !export.isQualified())
        .extracting(ModuleDescriptor.Exports::source)
        .containsExactlyInAnyOrder(packages.split(", "));
  }

  /** On a module path, without Guice, JUnit and AssertJ, each transport finds all it needs. */
  @Test
  void modules_onAModulePath_resolveAndLoad() throws Exception {
    Set<String> roots =
        Set.of(
            "dev.clerksessions.transport.jdk",
            "dev.clerksessions.transport.httpclient",
            "dev.clerksessions.testkit");
    Configuration configuration =
        ModuleLayer.boot().configuration().resolve(ModuleFinder.of(), onlyWhatTheyNeed(), roots);
    ModuleLayer layer =
        ModuleLayer.boot()
            .defineModulesWithOneLoader(configuration, ClassLoader.getPlatformClassLoader());

    for (String module : roots) {
      assertThat(layer.findModule(module)).isPresent();
    }
    assertThat(
            layer
                .findLoader("dev.clerksessions.transport.jdk")
                .loadClass("dev.clerksessions.transport.jdk.JdkSessions")
                .getModule()
                .getName())
        .isEqualTo("dev.clerksessions.transport.jdk");
    assertThat(layer.modules().stream().map(Module::getName).collect(Collectors.toSet()))
        .contains("dev.clerksessions.core", "com.fasterxml.jackson.core")
        .doesNotContain("com.google.guice", "org.junit.jupiter.api", "org.assertj.core");
  }

  private ModuleFinder onlyWhatTheyNeed() {
    Set<String> needed =
        Set.of(
            "dev.clerksessions.core",
            "dev.clerksessions.transport.jdk",
            "dev.clerksessions.transport.httpclient",
            "dev.clerksessions.testkit",
            "com.fasterxml.jackson.core",
            "org.apache.httpcomponents.client5.httpclient5",
            "org.apache.httpcomponents.core5.httpcore5",
            "org.apache.httpcomponents.core5.httpcore5.h2",
            "org.slf4j");
    Path[] jars =
        finder.findAll().stream()
            .filter(module -> needed.contains(module.descriptor().name()))
            .map(module -> Path.of(module.location().orElseThrow()))
            .toArray(Path[]::new);
    return ModuleFinder.of(jars);
  }
}
