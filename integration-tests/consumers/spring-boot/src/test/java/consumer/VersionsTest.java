package consumer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.json.PackageVersion;
import org.apache.hc.client5.http.classic.HttpClient;
import org.apache.hc.core5.util.VersionInfo;
import org.junit.jupiter.api.Test;

class VersionsTest {

  @Test
  void classPath_withSpringBootAsParent_hasTheVersionsItManages() {
    String httpClient =
        VersionInfo.loadVersionInfo("org.apache.hc.client5", HttpClient.class.getClassLoader())
            .getRelease();
    String jackson = PackageVersion.VERSION.toString();
    String junit = Test.class.getPackage().getImplementationVersion();
    System.out.printf(
        "Spring Boot %s: HttpClient %s, Jackson %s, JUnit %s, Java %s%n",
        System.getProperty("spring-boot.version"),
        httpClient,
        jackson,
        junit,
        System.getProperty("java.version"));

    assertThat(httpClient).isEqualTo(System.getProperty("managed.httpclient5"));
    assertThat(junit).isEqualTo(System.getProperty("managed.junit"));
    assertThat(System.getProperty("managed.jackson").split(" ")).contains(jackson);
  }
}
