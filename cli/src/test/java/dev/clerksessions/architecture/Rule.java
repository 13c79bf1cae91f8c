package dev.clerksessions.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.lang.ArchRule;
import dev.clerksessions.DomainThatKnowsHttp;
import dev.clerksessions.DomainThatKnowsJackson;
import dev.clerksessions.bapi.ProtocolThatReflects;
import dev.clerksessions.bapi.ProtocolThatStartsThreads;
import dev.clerksessions.testkit.ServerThatChoosesItsAddress;
import dev.clerksessions.testkit.TestkitThatKnowsATransport;
import dev.clerksessions.transport.jdk.TransportThatKnowsAnother;
import dev.clerksessions.transport.jdk.TransportThatKnowsJson;
import java.net.InetAddress;

/** The arrows of the design, each with a class that breaks it. */
@SuppressWarnings("ImmutableEnumChecker") // ArchUnit's rules are, though their type doesn't say so.
enum Rule {
  DOMAIN_KNOWS_NO_HTTP(
      noClasses()
          .that()
          .resideInAnyPackage("dev.clerksessions", "dev.clerksessions.error")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "dev.clerksessions.http..",
              "dev.clerksessions.bapi..",
              "dev.clerksessions.transport..",
              "java.net.http..",
              "org.apache.."),
      DomainThatKnowsHttp.class),

  ONLY_THE_PROTOCOL_KNOWS_JACKSON(
      noClasses()
          .that()
          .resideInAnyPackage(
              "dev.clerksessions",
              "dev.clerksessions.error",
              "dev.clerksessions.http",
              "dev.clerksessions.transport..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("com.fasterxml.jackson.."),
      DomainThatKnowsJackson.class),

  TRANSPORTS_KNOW_NO_JSON(
      noClasses()
          .that()
          .resideInAPackage("dev.clerksessions.transport..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("com.fasterxml.jackson.."),
      TransportThatKnowsJson.class),

  THE_JDKS_TRANSPORT_KNOWS_NO_OTHER(
      noClasses()
          .that()
          .resideInAPackage("dev.clerksessions.transport.jdk..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("dev.clerksessions.transport.httpclient..", "org.apache.."),
      TransportThatKnowsAnother.class),

  HTTPCLIENTS_TRANSPORT_KNOWS_NO_OTHER(
      noClasses()
          .that()
          .resideInAPackage("dev.clerksessions.transport.httpclient..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("dev.clerksessions.transport.jdk..", "java.net.http.."),
      dev.clerksessions.transport.httpclient.TransportThatKnowsAnother.class),

  ONLY_TRANSPORTS_AND_THE_COMMAND_KNOW_TRANSPORTS(
      noClasses()
          .that()
          .resideInAPackage("dev.clerksessions..")
          .and()
          .resideOutsideOfPackages(
              "dev.clerksessions.transport..",
              "dev.clerksessions.cli..",
              "dev.clerksessions.benchmarks..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("dev.clerksessions.transport.."),
      TestkitThatKnowsATransport.class),

  // A server that binds to one loopback address and reports another can't be reached.
  SERVERS_LISTEN_ON_THE_ADDRESS_THAT_URLS_NAME(
      noClasses()
          .that()
          .resideInAPackage("dev.clerksessions..")
          .and()
          .doNotHaveFullyQualifiedName("dev.clerksessions.testkit.Loopback")
          .should()
          .callMethod(InetAddress.class, "getLoopbackAddress"),
      ServerThatChoosesItsAddress.class),

  THE_PROTOCOL_HAS_NO_IO_AND_NO_THREADS(
      noClasses()
          .that()
          .resideInAPackage("dev.clerksessions.bapi..")
          .should()
          .dependOnClassesThat()
          .haveNameMatching(
              "java\\.net\\.http\\..*|java\\.net\\..*Socket.*|java\\.nio\\..*(Channel|Path|Files).*"
                  + "|java\\.io\\.File.*|java\\.lang\\.Thread.*|java\\.util\\.concurrent\\.Exec"
                  + "utor.*"),
      ProtocolThatStartsThreads.class),

  // But for the one handle of a method that is younger than the baseline; a native image is told
  // of it in core's META-INF/native-image.
  CORE_AND_TRANSPORTS_USE_NO_REFLECTION(
      noClasses()
          .that()
          .resideInAnyPackage(
              "dev.clerksessions",
              "dev.clerksessions.bapi",
              "dev.clerksessions.error",
              "dev.clerksessions.http",
              "dev.clerksessions.transport..")
          .and()
          .doNotHaveFullyQualifiedName("dev.clerksessions.WorkerThreads")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("java.lang.reflect..")
          .orShould()
          .dependOnClassesThat()
          .haveFullyQualifiedName("java.lang.invoke.MethodHandles$Lookup")
          .orShould()
          .callMethod(Class.class, "forName", String.class)
          .orShould()
          .dependOnClassesThat()
          .haveFullyQualifiedName("java.util.ServiceLoader"),
      ProtocolThatReflects.class);

  final ArchRule rule;
  final Class<?> counterExample;

  Rule(ArchRule rule, Class<?> counterExample) {
    this.rule = rule;
    this.counterExample = counterExample;
  }
}
