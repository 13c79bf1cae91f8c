package dev.clerksessions.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.lang.ArchRule;
import dev.clerksessions.DomainThatKnowsHttp;
import dev.clerksessions.DomainThatKnowsJackson;
import dev.clerksessions.DomainThatKnowsPaging;
import dev.clerksessions.bapi.ProtocolThatReflects;
import dev.clerksessions.bapi.ProtocolThatStartsThreads;
import dev.clerksessions.circle.Half;
import dev.clerksessions.circle.other.OtherHalf;
import dev.clerksessions.internal.pipeline.PipelineThatKnowsTheProtocol;
import dev.clerksessions.paging.PagerThatKnowsBulk;
import dev.clerksessions.ratelimit.RateLimitThatKnowsTheDomain;
import dev.clerksessions.testkit.ServerThatChoosesItsAddress;
import dev.clerksessions.testkit.TestkitThatKnowsATransport;
import dev.clerksessions.transport.TransportThatKnowsThePipeline;
import dev.clerksessions.transport.jdk.TransportThatKnowsAnother;
import dev.clerksessions.transport.jdk.TransportThatKnowsJson;
import java.net.InetAddress;
import java.util.List;

/** The arrows of the design, each with a class that breaks it. */
@SuppressWarnings("ImmutableEnumChecker") // ArchUnit's rules are, though their type doesn't say so.
enum Rule {
  DOMAIN_KNOWS_NO_HTTP(
      noClasses()
          .that()
          .resideInAnyPackage(
              "dev.clerksessions",
              "dev.clerksessions.bulk",
              "dev.clerksessions.error",
              "dev.clerksessions.paging",
              "dev.clerksessions.ratelimit")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "dev.clerksessions.transport..",
              "dev.clerksessions.bapi..",
              "dev.clerksessions.internal.pipeline..",
              "java.net.http..",
              "org.apache.."),
      DomainThatKnowsHttp.class),

  DOMAIN_KNOWS_NO_PAGING(
      noClasses()
          .that()
          .resideInAnyPackage("dev.clerksessions", "dev.clerksessions.error")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("dev.clerksessions.paging..", "dev.clerksessions.bulk.."),
      DomainThatKnowsPaging.class),

  PAGING_KNOWS_NO_BULK(
      noClasses()
          .that()
          .resideInAPackage("dev.clerksessions.paging")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("dev.clerksessions.bulk.."),
      PagerThatKnowsBulk.class),

  RATE_LIMITS_KNOW_NO_DOMAIN(
      noClasses()
          .that()
          .resideInAPackage("dev.clerksessions.ratelimit")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "dev.clerksessions",
              "dev.clerksessions.bulk..",
              "dev.clerksessions.error..",
              "dev.clerksessions.paging.."),
      RateLimitThatKnowsTheDomain.class),

  THE_PIPELINE_KNOWS_NO_PROTOCOL(
      noClasses()
          .that()
          .resideInAPackage("dev.clerksessions.internal.pipeline")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("dev.clerksessions.bapi.."),
      PipelineThatKnowsTheProtocol.class),

  TRANSPORTS_KNOW_NO_PIPELINE(
      noClasses()
          .that()
          .resideInAPackage("dev.clerksessions.transport..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("dev.clerksessions.internal.pipeline.."),
      TransportThatKnowsThePipeline.class),

  PACKAGES_FORM_NO_CIRCLE(
      slices().matching("dev.(**)").should().beFreeOfCycles(), Half.class, OtherHalf.class),

  ONLY_THE_PROTOCOL_KNOWS_JACKSON(
      noClasses()
          .that()
          .resideInAnyPackage(
              "dev.clerksessions",
              "dev.clerksessions.bulk",
              "dev.clerksessions.error",
              "dev.clerksessions.internal..",
              "dev.clerksessions.paging",
              "dev.clerksessions.ratelimit",
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

  CORE_AND_TESTKIT_KNOW_NO_HTTP_STACK(
      noClasses()
          .that()
          .resideInAPackage("dev.clerksessions..")
          .and()
          .resideOutsideOfPackages(
              "dev.clerksessions.transport.jdk..",
              "dev.clerksessions.transport.httpclient..",
              "dev.clerksessions.cli..",
              "dev.clerksessions.benchmarks..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "dev.clerksessions.transport.jdk..", "dev.clerksessions.transport.httpclient.."),
      TestkitThatKnowsATransport.class),

  // A server that binds to one loopback address and reports another can't be reached.
  SERVERS_LISTEN_ON_THE_ADDRESS_THAT_URLS_NAME(
      noClasses()
          .that()
          .resideInAPackage("dev.clerksessions..")
          .and()
          .doNotHaveFullyQualifiedName("dev.clerksessions.testkit.server.Loopback")
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

  // But for the one handle of a method that is newer than Java 17; core's META-INF/native-image
  // declares it to native images.
  CORE_AND_TRANSPORTS_USE_NO_REFLECTION(
      noClasses()
          .that()
          .resideInAnyPackage(
              "dev.clerksessions",
              "dev.clerksessions.bapi",
              "dev.clerksessions.bulk",
              "dev.clerksessions.error",
              "dev.clerksessions.internal..",
              "dev.clerksessions.paging",
              "dev.clerksessions.ratelimit",
              "dev.clerksessions.transport..")
          .and()
          .doNotHaveFullyQualifiedName("dev.clerksessions.bulk.VirtualThreads")
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
  final List<Class<?>> counterExample;

  Rule(ArchRule rule, Class<?>... counterExample) {
    this.rule = rule;
    this.counterExample = List.of(counterExample);
  }
}
