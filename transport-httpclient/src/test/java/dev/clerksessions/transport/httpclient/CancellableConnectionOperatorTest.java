package dev.clerksessions.transport.httpclient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.clerksessions.ClerkConfig;
import dev.clerksessions.error.CallTimeoutException;
import dev.clerksessions.testkit.contract.SaturatedListener;
import dev.clerksessions.testkit.contract.Stopwatch;
import dev.clerksessions.testkit.server.Loopback;
import dev.clerksessions.transport.WireRequest;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.junit.jupiter.api.Test;

class CancellableConnectionOperatorTest {

  /** Eight addresses take four seconds when the exchange's end doesn't end it. */
  @Test
  void send_whenNoAddressOfAHostAnswers_endsInTime() throws Exception {
    Duration timeout = Duration.ofMillis(700);
    ClerkConfig config =
        ClerkConfig.builder()
            .secretKey("sk_test_connecting")
            .connectTimeout(Duration.ofMillis(500))
            .build();
    ClientFactory own = new ClientFactory(config, null, new EightTimes());
    ClassicExecutor exchanges = new ClassicExecutor(own.blocking(), true, own.failures());
    try (SaturatedListener listener = new SaturatedListener();
        Stopwatch watch = Stopwatch.start()) {
      URI uri = URI.create("http://eight.test:" + URI.create(listener.url()).getPort() + "/");
      WireRequest request = new WireRequest("GET", uri, Map.of(), 1000);

      assertThatExceptionOfType(CallTimeoutException.class)
          .isThrownBy(() -> exchanges.send(request, timeout))
          .withMessage("no complete response within 700 ms");

      assertThat(watch.elapsed()).isLessThan(watch.allowing(Duration.ofSeconds(3)));
    } finally {
      exchanges.close();
    }
  }

  private static final class EightTimes extends SystemDefaultDnsResolver {

    @Override
    public InetAddress[] resolve(String host) {
      InetAddress[] addresses = new InetAddress[8];
      Arrays.fill(addresses, Loopback.address());
      return addresses;
    }
  }
}
