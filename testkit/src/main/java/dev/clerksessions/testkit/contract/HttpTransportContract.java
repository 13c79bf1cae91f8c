package dev.clerksessions.testkit.contract;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.clerksessions.ClerkConfig;
import dev.clerksessions.PaginatedResourceResponse;
import dev.clerksessions.Session;
import dev.clerksessions.SessionListParams;
import dev.clerksessions.SessionsPort;
import dev.clerksessions.bapi.BackendApiSessions;
import dev.clerksessions.error.CallInterruptedException;
import dev.clerksessions.error.CallTimeoutException;
import dev.clerksessions.error.TransportException;
import dev.clerksessions.error.TransportFault;
import dev.clerksessions.testkit.server.Loopback;
import dev.clerksessions.testkit.server.ScriptedServer;
import dev.clerksessions.transport.HttpTransport;
import dev.clerksessions.transport.WireRequest;
import dev.clerksessions.transport.WireResponse;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What every {@link HttpTransport} must do, blocking or not. Extend it in the transport's tests:
 *
 * <pre>{@code
 * class MyTransportTest extends HttpTransportContract {
 *   protected HttpTransport open(ClerkConfig config, SSLContext sslContext) {
 *     return new MyTransport(config, sslContext);
 *   }
 * }
 * }</pre>
 *
 * <p>No thread that a transport started may outlive it. The server is a bare socket on loopback, so
 * that it can also do what no server should.
 */
public abstract class HttpTransportContract extends ResponseContentContract {

  /** Makes a contract; JUnit does. */
  protected HttpTransportContract() {}

  /**
   * Method, target and headers go out as they are, each header once. Nothing is added but the host
   * and two headers without a meaning here, which some stacks can't be kept from sending.
   */
  @ParameterizedTest
  @EnumSource(CallStyle.class)
  final void send_sendsMethodTargetAndHeadersAsTheyAre(CallStyle style) throws Exception {
    try (ScriptedServer server = ScriptedServer.answering(OK)) {
      Map<String, String> headers = new LinkedHashMap<>();
      headers.put("Accept", "application/json");
      headers.put("Authorization", "Bearer sk_test_contract");
      headers.put("User-Agent", "contract/1 (a; b)");
      URI uri = server.uri("/base/v1/sessions?user_id=a%20b%2Fc%25&x=*~'()&limit=1");

      style.send(transport, new WireRequest("GET", uri, headers, 1000), LONG);

      assertThat(server.heads()).hasSize(1);
      List<String> lines = List.of(server.heads().get(0).split("\r\n"));
      assertThat(lines.get(0))
          .isEqualTo("GET /base/v1/sessions?user_id=a%20b%2Fc%25&x=*~'()&limit=1 HTTP/1.1");
      assertThat(lines.subList(1, lines.size()))
          .filteredOn(line -> !line.equals("Connection: keep-alive"))
          .filteredOn(line -> !line.equals("Content-Length: 0"))
          .containsExactlyInAnyOrder(
              "Accept: application/json",
              "Authorization: Bearer sk_test_contract",
              "User-Agent: contract/1 (a; b)",
              "Host: " + uri.getAuthority());
    }
  }

  /** An answer of any status comes back as it is, with its headers and its body. */
  @ParameterizedTest
  @ValueSource(ints = {200, 201, 302, 400, 401, 404, 407, 418, 429, 500, 503, 599})
  final void send_whenAnyStatus_returnsTheResponse(int status) throws Exception {
    String response =
        "HTTP/1.1 "
            + status
            + " Reason\r\nLocation: http://other.test/\r\nRetry-After: 7\r\n"
            + "WWW-Authenticate: Basic realm=\"r\"\r\nContent-Length: 4\r\n\r\nbody";
    try (ScriptedServer server = ScriptedServer.answering(response)) {
      for (CallStyle style : CallStyle.values()) {
        WireResponse answer = style.send(transport, get(server), LONG);

        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.header("retry-AFTER")).isEqualTo("7");
        assertThat(answer.header("absent")).isNull();
        assertThat(answer.body()).asString(ISO_8859_1).isEqualTo("body");
      }
      assertThat(server.heads()).as("no redirect, no retry").hasSize(CallStyle.values().length);
    }
  }

  /** Over TLS it is the same. */
  @ParameterizedTest
  @EnumSource(CallStyle.class)
  final void send_whenHttps_returnsTheResponse(CallStyle style) throws Exception {
    try (ScriptedServer server =
        new ScriptedServer(connection -> connection.write(OK), certificates.context())) {
      WireResponse answer = style.send(transport, get(server), LONG);

      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.body()).asString(ISO_8859_1).isEqualTo("ok");
    }
  }

  /** 204 has no body, which is an empty one here. */
  @ParameterizedTest
  @EnumSource(CallStyle.class)
  final void send_whenNoContent_returnsAnEmptyBody(CallStyle style) throws Exception {
    try (ScriptedServer server = ScriptedServer.answering("HTTP/1.1 204 No Content\r\n\r\n")) {
      WireResponse answer = style.send(transport, get(server), LONG);

      assertThat(answer.status()).isEqualTo(204);
      assertThat(answer.body()).isEmpty();
    }
  }

  /** A body comes back whole, however it was framed and cut. */
  @ParameterizedTest
  @EnumSource(CallStyle.class)
  final void send_whenChunked_returnsTheWholeBody(CallStyle style) throws Exception {
    ScriptedServer.Script script =
        connection -> {
          connection.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
          for (int i = 0; i < 100; i++) {
            connection.write("3e8\r\n" + "x".repeat(1000) + "\r\n");
          }
          connection.write("0\r\n\r\n");
        };
    try (ScriptedServer server = new ScriptedServer(script)) {
      WireResponse answer = style.send(transport, get(server, 100_000), LONG);

      assertThat(answer.body()).hasSize(100_000).containsOnly('x');
    }
  }

  /** A body that ends with the connection is whole. */
  @ParameterizedTest
  @EnumSource(CallStyle.class)
  final void send_whenBodyEndsWithTheConnection_returnsTheWholeBody(CallStyle style)
      throws Exception {
    ScriptedServer.Script script =
        connection -> {
          connection.write("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n" + "y".repeat(50_000));
          connection.close();
        };
    try (ScriptedServer server = new ScriptedServer(script)) {
      assertThat(style.send(transport, get(server, 100_000), LONG).body())
          .hasSize(50_000)
          .containsOnly('y');
    }
  }

  /** A compressed body comes as it was sent, and nobody asked for it. */
  @ParameterizedTest
  @EnumSource(CallStyle.class)
  final void send_whenBodyIsEncoded_returnsTheBytesAsTheyCame(CallStyle style) throws Exception {
    String response = "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 4\r\n\r\nnope";
    try (ScriptedServer server = ScriptedServer.answering(response)) {
      assertThat(style.send(transport, get(server), LONG).body())
          .asString(ISO_8859_1)
          .isEqualTo("nope");
    }
  }

  /**
   * Calls one after the other share a connection, and a cookie isn't kept. A stack that answers
   * just before it takes a connection back may open another one now and then.
   */
  @ParameterizedTest
  @EnumSource(CallStyle.class)
  final void send_whenCalledAgain_reusesTheConnectionAndKeepsNoCookie(CallStyle style)
      throws Exception {
    String response = "HTTP/1.1 200 OK\r\nSet-Cookie: a=b\r\nContent-Length: 2\r\n\r\nok";
    try (ScriptedServer server = ScriptedServer.answering(response)) {
      for (int i = 0; i < 50; i++) {
        style.send(transport, get(server), LONG);
      }

      assertThat(server.connections()).isBetween(1, 5);
      assertThat(server.heads())
          .hasSize(50)
          .allSatisfy(head -> assertThat(head).doesNotContainIgnoringCase("cookie"));
    }
  }

  /** A service's worth of calls run at the same time. */
  @ParameterizedTest
  @EnumSource(CallStyle.class)
  final void send_when64ConcurrentCalls_allRunTogether(CallStyle style) throws Exception {
    int calls = 64;
    CountDownLatch allHere = new CountDownLatch(calls);
    ScriptedServer.Script script =
        connection -> {
          allHere.countDown();
          if (awaits(allHere)) {
            connection.write(OK);
          }
        };
    ExecutorService callers = Executors.newFixedThreadPool(calls);
    try (ScriptedServer server = new ScriptedServer(script)) {
      List<Future<WireResponse>> answers =
          IntStream.range(0, calls)
              .mapToObj(i -> callers.submit(() -> style.send(transport, get(server), LONG)))
              .toList();

      for (Future<WireResponse> answer : answers) {
        assertThat(soon(answer).status()).isEqualTo(200);
      }
    } finally {
      callers.shutdownNow();
    }
  }

  /** A server that takes the request and says nothing costs a caller the timeout, no more. */
  @ParameterizedTest
  @EnumSource(CallStyle.class)
  final void send_whenResponseNeverComes_throwsCallTimeoutException(CallStyle style)
      throws Exception {
    assertTimesOut(style, ScriptedServer.Connection::awaitEnd);
  }

  /** The timeout counts to the body's last byte, not to its first. */
  @ParameterizedTest
  @EnumSource(CallStyle.class)
  final void send_whenBodyStopsHalfway_throwsCallTimeoutException(CallStyle style)
      throws Exception {
    assertTimesOut(
        style,
        connection -> {
          connection.write("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf");
          connection.awaitEnd();
        });
  }

  private void assertTimesOut(CallStyle style, ScriptedServer.Script script) throws IOException {
    try (ScriptedServer server = new ScriptedServer(script);
        Stopwatch watch = Stopwatch.start()) {
      assertThatExceptionOfType(CallTimeoutException.class)
          .isThrownBy(() -> style.send(transport, get(server), SHORT))
          .satisfies(e -> assertThat(e.timeout()).isEqualTo(SHORT))
          .withMessage("no complete response within 300 ms");

      assertThat(watch.elapsed()).isBetween(SHORT, watch.allowing(SHORT.plus(GRACE)));
    }
    assertNextCallSucceeds(style);
  }

  /**
   * A body that is longer than the request allows is refused, whether its length is told or not.
   */
  @ParameterizedTest
  @EnumSource(CallStyle.class)
  final void send_whenBodyIsTooLong_throwsTransportException(CallStyle style) throws Exception {
    String told = "HTTP/1.1 200 OK\r\nContent-Length: 1001\r\n\r\n" + "z".repeat(1001);
    String untold =
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
            + ("100\r\n" + "z".repeat(256) + "\r\n").repeat(4)
            + "0\r\n\r\n";
    for (String response : List.of(told, untold)) {
      try (ScriptedServer server = ScriptedServer.answering(response)) {
        assertThatExceptionOfType(TransportException.class)
            .isThrownBy(() -> style.send(transport, get(server), LONG))
            .withMessage("response body is longer than 1000 bytes");
      }
    }
    assertNextCallSucceeds(style);
  }

  /** A body of just the length that the request allows is none too long. */
  @ParameterizedTest
  @EnumSource(CallStyle.class)
  final void send_whenBodyIsAsLongAsAllowed_returnsIt(CallStyle style) throws Exception {
    String response = "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n" + "z".repeat(1000);
    try (ScriptedServer server = ScriptedServer.answering(response)) {
      assertThat(style.send(transport, get(server), LONG).body()).hasSize(1000);
    }
  }

  /** Half an answer is none. */
  @ParameterizedTest
  @EnumSource(CallStyle.class)
  final void send_whenConnectionEndsWithinBody_throwsTransportException(CallStyle style)
      throws Exception {
    ScriptedServer.Script script =
        connection -> {
          connection.write("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf");
          connection.close();
        };
    try (ScriptedServer server = new ScriptedServer(script)) {
      assertThatThrownBy(() -> style.send(transport, get(server), LONG))
          .isExactlyInstanceOf(TransportException.class)
          .hasMessageContaining(server.uri("/").getAuthority());
    }
    assertNextCallSucceeds(style);
  }

  /** A port where nobody listens is a failure to connect. */
  @ParameterizedTest
  @EnumSource(CallStyle.class)
  final void send_whenConnectionRefused_throwsTransportException(CallStyle style) throws Exception {
    int port;
    try (ServerSocket reserved = new ServerSocket(0, 1, Loopback.address())) {
      port = reserved.getLocalPort();
    }
    String authority = Loopback.authority(port);

    assertThatThrownBy(() -> style.send(transport, at("http://" + authority + "/"), LONG))
        .isExactlyInstanceOf(TransportException.class)
        .hasMessageContaining(authority);
    assertNextCallSucceeds(style);
  }

  /** A thread that is interrupted before it calls sends nothing. */
  @Test
  final void send_whenInterruptedBefore_throwsAndSendsNothing() throws Exception {
    try (ScriptedServer server = ScriptedServer.answering(OK)) {
      Thread.currentThread().interrupt();
      try {
        assertThatExceptionOfType(CallInterruptedException.class)
            .isThrownBy(() -> transport.send(get(server), LONG));
      } finally {
        assertThat(Thread.interrupted()).as("interrupt flag").isTrue();
      }
      assertThat(server.heads()).isEmpty();
    }
    assertNextCallSucceeds(CallStyle.BLOCKING);
  }

  /** A thread that is interrupted while it waits stops at once, and the exchange with it. */
  @Test
  final void send_whenInterruptedMeanwhile_throwsAndEndsTheExchange() throws Exception {
    CountDownLatch here = new CountDownLatch(1);
    CountDownLatch gone = new CountDownLatch(1);
    try (ScriptedServer server = new ScriptedServer(waiting(here, gone))) {
      FutureTask<Boolean> call =
          new FutureTask<>(
              () -> {
                assertThatExceptionOfType(CallInterruptedException.class)
                    .isThrownBy(() -> transport.send(get(server), LONGER_THAN_ANY_WAIT));
                return Thread.currentThread().isInterrupted();
              });
      Thread caller = new Thread(call);
      caller.start();
      assertThat(awaits(here)).isTrue();

      try (Stopwatch watch = Stopwatch.start()) {
        caller.interrupt();

        assertThat(soon(call)).as("interrupt flag").isTrue();
        assertThat(watch.elapsed()).isLessThan(watch.allowing(GRACE));
      }
      assertThat(awaits(gone)).as("connection closed").isTrue();
    }
    assertNextCallSucceeds(CallStyle.BLOCKING);
  }

  /** Cancelling a future ends its exchange, and closes a connection that is as new as can be. */
  @Test
  final void sendAsync_whenCancelled_endsTheExchange() throws Exception {
    for (int i = 0; i < 100; i++) {
      CountDownLatch here = new CountDownLatch(1);
      CountDownLatch gone = new CountDownLatch(1);
      try (ScriptedServer server = new ScriptedServer(waiting(here, gone))) {
        CompletableFuture<WireResponse> answer =
            transport.sendAsync(get(server), LONGER_THAN_ANY_WAIT);
        assertThat(awaits(here)).isTrue();

        answer.cancel(true);

        assertThat(awaits(gone)).as("connection closed").isTrue();
        assertThat(answer).isCancelled();
      }
    }
    assertNextCallSucceeds(CallStyle.ASYNCHRONOUS);
  }

  /** What hangs on a future may block without holding up other calls. */
  @Test
  final void sendAsync_whenWhatDependsOnItBlocks_otherCallsGoOn() throws Exception {
    CountDownLatch attached = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    // A dependent of a future that is complete already would block this thread.
    ScriptedServer.Script script =
        connection -> {
          if (awaits(attached)) {
            connection.write(OK);
          }
        };
    try (ScriptedServer server = new ScriptedServer(script)) {
      List<CompletableFuture<Boolean>> blocked =
          IntStream.range(0, 8)
              .mapToObj(
                  i -> transport.sendAsync(get(server), LONG).thenApply(answer -> awaits(release)))
              .toList();
      attached.countDown();

      assertThat(soon(transport.sendAsync(get(server), LONG)).status()).isEqualTo(200);

      release.countDown();
      assertThat(blocked).allSatisfy(future -> assertThat(soon(future)).isTrue());
    } finally {
      release.countDown();
    }
  }

  /** Closing ends the calls that run. */
  @ParameterizedTest
  @EnumSource(CallStyle.class)
  final void close_whenCallsRun_theyFail(CallStyle style) throws Exception {
    CountDownLatch here = new CountDownLatch(1);
    CountDownLatch gone = new CountDownLatch(1);
    ExecutorService caller = Executors.newSingleThreadExecutor();
    try (ScriptedServer server = new ScriptedServer(waiting(here, gone))) {
      Future<WireResponse> answer =
          caller.submit(() -> style.send(transport, get(server), LONGER_THAN_ANY_WAIT));
      assertThat(awaits(here)).isTrue();

      try (Stopwatch watch = Stopwatch.start()) {
        transport.close();

        assertThatThrownBy(() -> soon(answer))
            .isInstanceOf(ExecutionException.class)
            .cause()
            .isExactlyInstanceOf(TransportException.class)
            .hasMessage("the client is closed");
        assertThat(watch.elapsed()).isLessThan(watch.allowing(GRACE));
      }
      assertThat(awaits(gone)).as("connection closed").isTrue();
    } finally {
      caller.shutdownNow();
    }
  }

  /** A closed transport refuses calls, and can be closed again. */
  @ParameterizedTest
  @EnumSource(CallStyle.class)
  final void send_whenClosed_throwsTransportException(CallStyle style) throws Exception {
    try (ScriptedServer server = ScriptedServer.answering(OK)) {
      style.send(transport, get(server), LONG);
      transport.close();
      transport.close();

      assertThatExceptionOfType(TransportException.class)
          .isThrownBy(() -> style.send(transport, get(server), LONG))
          .withMessage("the client is closed");
      assertThat(server.heads()).hasSize(1);
    }
  }

  // Faults while connecting.

  @ParameterizedTest
  @EnumSource(CallStyle.class)
  final void send_whenHostIsUnknown_throwsUnknownHost(CallStyle style) throws Exception {
    assertFails(
        style, at("http://nowhere.invalid/"), TransportFault.UNKNOWN_HOST, "nowhere.invalid");
  }

  @ParameterizedTest
  @EnumSource(CallStyle.class)
  final void send_whenConnectingTakesTooLong_throwsCallTimeoutException(CallStyle style)
      throws Exception {
    try (SaturatedListener listener = new SaturatedListener();
        HttpTransport impatient =
            open(config().connectTimeout(SHORT).build(), certificates.context());
        Stopwatch watch = Stopwatch.start()) {
      assertThatExceptionOfType(CallTimeoutException.class)
          .isThrownBy(() -> style.send(impatient, at(listener.url()), LONG))
          .withMessageContaining("no connection to " + at(listener.url()).uri().getAuthority());

      assertThat(watch.elapsed()).isLessThan(watch.allowing(SHORT.plus(GRACE)));
    }
  }

  @ParameterizedTest
  @EnumSource(CallStyle.class)
  final void send_whenConnectingOutlastsTheCall_throwsCallTimeoutException(CallStyle style)
      throws Exception {
    try (SaturatedListener listener = new SaturatedListener();
        HttpTransport patient =
            open(config().connectTimeout(LONG).build(), certificates.context());
        Stopwatch watch = Stopwatch.start()) {
      assertThatExceptionOfType(CallTimeoutException.class)
          .isThrownBy(() -> style.send(patient, at(listener.url()), SHORT));

      assertThat(watch.elapsed()).isLessThan(watch.allowing(SHORT.plus(GRACE)));
    }
  }

  /** A call that ends within its handshake closes the connection when connecting times out. */
  @ParameterizedTest
  @EnumSource(CallStyle.class)
  final void send_whenTlsPortIsSilent_throwsCallTimeoutException(CallStyle style) throws Exception {
    transport.close();
    transport =
        open(config().connectTimeout(Duration.ofSeconds(5)).build(), certificates.context());
    try (ScriptedServer server = new ScriptedServer(ScriptedServer.Connection::awaitEnd);
        Stopwatch watch = Stopwatch.start()) {
      assertThatExceptionOfType(CallTimeoutException.class)
          .isThrownBy(() -> style.send(transport, at(overTls(server)), SHORT));

      assertThat(watch.elapsed()).isLessThan(watch.allowing(SHORT.plus(GRACE)));
      assertThat(server.awaitNoConnection(LONG)).as("connection closed").isTrue();
    }
    assertNextCallSucceeds(style);
  }

  @ParameterizedTest
  @EnumSource(CallStyle.class)
  final void send_whenTlsPortSpeaksPlainHttp_throwsTls(CallStyle style) throws Exception {
    try (ScriptedServer server =
        ScriptedServer.speakingFirst("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n")) {
      assertFails(style, at(overTls(server)), TransportFault.TLS, "TLS handshake");
    }
  }

  @ParameterizedTest
  @EnumSource(CallStyle.class)
  final void send_whenCertificateIsUntrusted_throwsTls(CallStyle style) throws Exception {
    assertFailsOverTls(style, TestCertificates.forLoopback(), certificates);
  }

  @ParameterizedTest
  @EnumSource(CallStyle.class)
  final void send_whenCertificateIsForAnotherHost_throwsTls(CallStyle style) throws Exception {
    TestCertificates other = TestCertificates.forAnotherHost();
    assertFailsOverTls(style, other, other);
  }

  @ParameterizedTest
  @EnumSource(CallStyle.class)
  final void send_whenCertificateIsExpired_throwsTls(CallStyle style) throws Exception {
    TestCertificates expired = TestCertificates.expired();
    assertFailsOverTls(style, expired, expired);
  }

  private void assertFailsOverTls(CallStyle style, TestCertificates serves, TestCertificates trusts)
      throws Exception {
    try (ScriptedServer server =
            new ScriptedServer(connection -> connection.write(OK), serves.context());
        HttpTransport trusting = open(config().build(), trusts.context())) {
      assertThatExceptionOfType(TransportException.class)
          .isThrownBy(() -> style.send(trusting, get(server), LONG))
          .satisfies(e -> assertThat(e.fault()).isEqualTo(TransportFault.TLS))
          .withMessageContaining("TLS handshake with " + server.uri("/").getAuthority());
      assertThat(server.heads()).as("requests with the key").isEmpty();
    }
  }

  // Faults while answering.

  @ParameterizedTest
  @EnumSource(CallStyle.class)
  final void send_whenHeadersAreThrottled_throwsCallTimeoutException(CallStyle style)
      throws Exception {
    assertTimesOut(style, connection -> connection.throttle(OK.repeat(100), Duration.ofMillis(40)));
  }

  @ParameterizedTest
  @EnumSource(CallStyle.class)
  final void send_whenBodyIsThrottled_throwsCallTimeoutException(CallStyle style) throws Exception {
    assertTimesOut(
        style,
        connection -> {
          connection.write("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n");
          connection.throttle("x".repeat(1000), Duration.ofMillis(40));
        });
  }

  @ParameterizedTest
  @EnumSource(CallStyle.class)
  final void send_whenResponseComesAfterTheDeadline_throwsCallTimeoutException(CallStyle style)
      throws Exception {
    assertTimesOut(
        style,
        connection -> {
          if (connection.pause(SHORT.plus(GRACE))) {
            connection.write(OK);
          }
        });
  }

  @ParameterizedTest
  @EnumSource(CallStyle.class)
  final void send_whenResetBeforeTheStatus_throwsBrokenConnection(CallStyle style)
      throws Exception {
    assertBreaks(style, ScriptedServer.Connection::reset);
  }

  @ParameterizedTest
  @EnumSource(CallStyle.class)
  final void send_whenClosedBeforeTheStatus_throwsBrokenConnection(CallStyle style)
      throws Exception {
    assertBreaks(style, ScriptedServer.Connection::close);
  }

  /** What comes before the answer doesn't make a new connection one that was kept. */
  @ParameterizedTest
  @EnumSource(CallStyle.class)
  final void send_whenClosedAfterAnInformationalResponse_throwsBrokenConnection(CallStyle style)
      throws Exception {
    assertBreaks(
        style,
        connection -> {
          connection.write("HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n");
          connection.close();
        });
  }

  @ParameterizedTest
  @EnumSource(CallStyle.class)
  final void send_whenResetAfterAnInformationalResponse_throwsBrokenConnection(CallStyle style)
      throws Exception {
    assertBreaks(
        style,
        connection -> {
          connection.write("HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n");
          connection.reset();
        });
  }

  @ParameterizedTest
  @EnumSource(CallStyle.class)
  final void send_whenResetWithinTheHeaders_throwsBrokenConnection(CallStyle style)
      throws Exception {
    assertBreaks(
        style,
        connection -> {
          connection.write("HTTP/1.1 200 OK\r\nContent-Le");
          connection.reset();
        });
  }

  @ParameterizedTest
  @EnumSource(CallStyle.class)
  final void send_whenResetWithinTheBody_throwsBrokenConnection(CallStyle style) throws Exception {
    assertBreaks(
        style,
        connection -> {
          connection.write("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf");
          connection.reset();
        });
  }

  @ParameterizedTest
  @EnumSource(CallStyle.class)
  final void send_whenClosedWithinAChunk_throwsBrokenConnection(CallStyle style) throws Exception {
    assertBreaks(
        style,
        connection -> {
          connection.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n10\r\nhalf");
          connection.close();
        });
  }

  @ParameterizedTest
  @EnumSource(CallStyle.class)
  final void send_whenClosedBetweenChunks_throwsBrokenConnection(CallStyle style) throws Exception {
    assertBreaks(
        style,
        connection -> {
          connection.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\n");
          connection.close();
        });
  }

  private void assertBreaks(CallStyle style, ScriptedServer.Script script) throws Exception {
    try (ScriptedServer server = new ScriptedServer(script)) {
      assertFails(
          style,
          get(server),
          TransportFault.BROKEN_CONNECTION,
          "connection to " + server.uri("").getAuthority());
      assertThat(server.awaitNoConnection(LONG)).as("connection closed").isTrue();
      assertThat(server.heads()).as("requests of one try").hasSizeBetween(1, 2);
    }
  }

  private static Stream<Arguments> waysAndInvalidAnswers() {
    return Stream.of(
            "HTTP/1.1 abc OK\r\nContent-Length: 2\r\n\r\nok",
            "SSH-2.0-OpenSSH_9.6\r\n\r\n",
            "HTTP/9.9 200 OK\r\nContent-Length: 2\r\n\r\nok",
            "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\nok!",
            "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n"
                + "2\r\nok\r\n0\r\n\r\n",
            "HTTP/1.1 200 OK\r\nContent-Length: -2\r\n\r\nok",
            "HTTP/1.1 200 OK\r\nContent-Length: two\r\n\r\nok")
        .flatMap(
            answer -> Arrays.stream(CallStyle.values()).map(style -> Arguments.of(style, answer)));
  }

  @ParameterizedTest
  @MethodSource("waysAndInvalidAnswers")
  final void send_whenResponseIsInvalidHttp_throwsInvalidResponse(CallStyle style, String answer)
      throws Exception {
    ScriptedServer.Script script =
        connection -> {
          connection.write(answer);
          connection.awaitEnd();
        };
    try (ScriptedServer server = new ScriptedServer(script)) {
      assertFails(style, get(server), TransportFault.INVALID_RESPONSE, "sent no valid HTTP");
      assertThat(server.awaitNoConnection(LONG)).as("connection closed").isTrue();
    }
  }

  /** Where one stack sees no HTTP, another sees a broken connection: the answer is lost anyway. */
  @ParameterizedTest
  @EnumSource(CallStyle.class)
  final void send_whenChunkSizeIsNone_isRefused(CallStyle style) throws Exception {
    ScriptedServer.Script script =
        connection -> {
          connection.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\nok\r\n");
          connection.awaitEnd();
        };
    try (ScriptedServer server = new ScriptedServer(script)) {
      assertRefusedAsLost(style, server);
    }
  }

  @ParameterizedTest
  @EnumSource(CallStyle.class)
  final void send_whenHeadersAreEndless_isRefused(CallStyle style) throws Exception {
    ScriptedServer.Script script =
        connection -> {
          connection.write("HTTP/1.1 200 OK\r\n");
          String header = "X-Filler: " + "f".repeat(10_000) + "\r\n";
          for (int i = 0; i < 3_000; i++) {
            connection.write(header);
          }
          connection.awaitEnd();
        };
    try (ScriptedServer server = new ScriptedServer(script)) {
      assertRefusedAsLost(style, server);
    }
  }

  private void assertRefusedAsLost(CallStyle style, ScriptedServer server) throws Exception {
    assertThatExceptionOfType(TransportException.class)
        .isThrownBy(() -> style.send(transport, get(server), LONGER_THAN_ANY_WAIT))
        .satisfies(
            e ->
                assertThat(e.fault())
                    .isIn(TransportFault.INVALID_RESPONSE, TransportFault.BROKEN_CONNECTION));
    assertThat(server.awaitNoConnection(LONG)).as("connection closed").isTrue();
    assertNextCallSucceeds(style);
  }

  @ParameterizedTest
  @EnumSource(CallStyle.class)
  final void send_whenAHeaderIsLong_returnsTheResponse(CallStyle style) throws Exception {
    String response =
        "HTTP/1.1 200 OK\r\nX-Long: " + "l".repeat(65_536) + "\r\nContent-Length: 2\r\n\r\nok";
    try (ScriptedServer server = ScriptedServer.answering(response)) {
      assertThat(style.send(transport, get(server), LONG).header("X-Long")).hasSize(65_536);
    }
  }

  @ParameterizedTest
  @EnumSource(CallStyle.class)
  final void send_whenInformationalResponsesLead_returnsTheFinalOne(CallStyle style)
      throws Exception {
    String response =
        "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n" + OK;
    try (ScriptedServer server = ScriptedServer.answering(response)) {
      WireResponse answer = style.send(transport, get(server), LONG);

      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.body()).asString(ISO_8859_1).isEqualTo("ok");
    }
  }

  @ParameterizedTest
  @EnumSource(CallStyle.class)
  final void send_whenNotModified_returnsAnEmptyBody(CallStyle style) throws Exception {
    try (ScriptedServer server = ScriptedServer.answering("HTTP/1.1 304 Not Modified\r\n\r\n")) {
      WireResponse answer = style.send(transport, get(server), LONG);

      assertThat(answer.status()).isEqualTo(304);
      assertThat(answer.body()).isEmpty();
    }
  }

  /** A connection that the server closed while nobody used it costs no caller a call. */
  @ParameterizedTest
  @EnumSource(CallStyle.class)
  final void send_whenIdleConnectionWasClosed_isTransparent(CallStyle style) throws Exception {
    ScriptedServer.Script script =
        connection -> {
          connection.write(OK);
          connection.close();
        };
    try (ScriptedServer server = new ScriptedServer(script)) {
      for (int i = 0; i < 10; i++) {
        assertThat(style.send(transport, get(server), LONG).status()).isEqualTo(200);
      }
    }
  }

  @ParameterizedTest
  @EnumSource(CallStyle.class)
  final void send_whenManyIdleConnectionsWereClosed_isTransparent(CallStyle style)
      throws Exception {
    assertSurvivesTheEndOfIdleConnections(style, ScriptedServer.Connection::close);
  }

  @ParameterizedTest
  @EnumSource(CallStyle.class)
  final void send_whenManyIdleConnectionsWereReset_isTransparent(CallStyle style) throws Exception {
    assertSurvivesTheEndOfIdleConnections(style, ScriptedServer.Connection::reset);
  }

  /** What a restarted server leaves behind after a burst of calls costs no caller a call. */
  private void assertSurvivesTheEndOfIdleConnections(CallStyle style, ScriptedServer.Script ending)
      throws Exception {
    int burst = 16;
    CountDownLatch allHere = new CountDownLatch(burst);
    CountDownLatch end = new CountDownLatch(1);
    ScriptedServer.Script script =
        connection -> {
          boolean ofTheBurst = end.getCount() > 0;
          allHere.countDown();
          if (!awaits(allHere)) {
            return;
          }
          connection.write(OK);
          if (ofTheBurst && awaits(end)) {
            ending.answer(connection);
          }
        };
    ExecutorService callers = Executors.newFixedThreadPool(burst);
    try (ScriptedServer server = new ScriptedServer(script)) {
      List<Future<WireResponse>> answers =
          IntStream.range(0, burst)
              .mapToObj(i -> callers.submit(() -> style.send(transport, get(server), LONG)))
              .toList();
      for (Future<WireResponse> answer : answers) {
        assertThat(soon(answer).status()).isEqualTo(200);
      }
      end.countDown();
      assertThat(server.awaitNoConnection(LONG)).isTrue();

      assertThat(style.send(transport, get(server), LONG).status()).isEqualTo(200);
    } finally {
      callers.shutdownNow();
    }
  }

  /** Bytes behind an answer never become the answer to another call. */
  @ParameterizedTest
  @EnumSource(CallStyle.class)
  final void send_whenResponseIsLongerThanDeclared_neverServesTheRest(CallStyle style)
      throws Exception {
    String smuggled = "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nevil";
    try (ScriptedServer server = ScriptedServer.answering(OK + smuggled)) {
      for (int i = 0; i < 10; i++) {
        assertThat(style.send(transport, get(server), LONG).body())
            .asString(ISO_8859_1)
            .isEqualTo("ok");
      }
    }
  }

  // Many callers.

  @ParameterizedTest
  @EnumSource(CallStyle.class)
  final void limit_whenMoreCallsThanConnections_theyWaitForAPermit(CallStyle style)
      throws Exception {
    AtomicInteger now = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    CountDownLatch four = new CountDownLatch(4);
    ScriptedServer.Script script =
        connection -> {
          most.accumulateAndGet(now.incrementAndGet(), Math::max);
          four.countDown();
          if (!awaits(four)) {
            return;
          }
          connection.pause(Duration.ofMillis(20));
          now.decrementAndGet();
          connection.write(
              "HTTP/1.1 200 OK\r\nContent-Length: 27\r\n\r\n{\"data\":[],\"total_count\":0}");
        };
    ExecutorService callers = Executors.newFixedThreadPool(12);
    try (ScriptedServer server = new ScriptedServer(script)) {
      ClerkConfig config = config().maxConnections(4).apiUrl(server.uri("").toString()).build();
      SessionsPort limited = new BackendApiSessions(config, transport);
      SessionListParams params = SessionListParams.builder().userId("user_1").build();
      List<Future<PaginatedResourceResponse<Session>>> pages =
          IntStream.range(0, 60)
              .mapToObj(i -> callers.submit(() -> style.list(limited, params)))
              .toList();
      for (Future<PaginatedResourceResponse<Session>> page : pages) {
        assertThat(soon(page).totalCount()).isZero();
      }
      assertThat(most).hasValue(4);
      assertThat(server.connections()).isBetween(4, 8);
    } finally {
      callers.shutdownNow();
    }
  }

  @ParameterizedTest
  @EnumSource(CallStyle.class)
  final void send_when256ThreadsCall_givesEachItsOwnResponse(CallStyle style) throws Exception {
    Semaphore connections = new Semaphore(64);
    ExecutorService callers = Executors.newFixedThreadPool(256);
    try (ScriptedServer server = new ScriptedServer(HttpTransportContract::echo)) {
      List<Future<Void>> done =
          IntStream.range(0, 256)
              .mapToObj(
                  caller ->
                      callers.submit(() -> callAndCompare(style, connections, server, caller, 10)))
              .toList();
      for (Future<Void> each : done) {
        soon(each);
      }
    } finally {
      callers.shutdownNow();
    }
  }

  /** Virtual threads where the JDK has them: a thousand others where it doesn't. */
  @ParameterizedTest
  @EnumSource(CallStyle.class)
  final void send_when1000VirtualThreadsCall_pinsNone(CallStyle style) throws Exception {
    Semaphore connections = new Semaphore(64);
    ExecutorService callers = VirtualThreads.executor();
    try (ScriptedServer server = new ScriptedServer(HttpTransportContract::echo);
        PinnedThreadRecorder pinned = PinnedThreadRecorder.watch()) {
      List<Future<Void>> done =
          IntStream.range(0, 1000)
              .mapToObj(
                  caller ->
                      callers.submit(() -> callAndCompare(style, connections, server, caller, 2)))
              .toList();
      for (Future<Void> each : done) {
        soon(each);
      }

      assertThat(pinned.found()).as("virtual threads pinned for long").isEmpty();
    } finally {
      callers.shutdownNow();
    }
  }

  private static void echo(ScriptedServer.Connection connection) throws IOException {
    String target = connection.head().split(" ", 3)[1];
    connection.write("HTTP/1.1 200 OK\r\nContent-Length: " + target.length() + "\r\n\r\n" + target);
  }

  private Void callAndCompare(
      CallStyle style, Semaphore connections, ScriptedServer server, int caller, int calls)
      throws InterruptedException {
    for (int i = 0; i < calls; i++) {
      String target = "/" + caller + "/" + i;
      WireRequest request = new WireRequest("GET", server.uri(target), Map.of(), 1000);
      connections.acquire();
      try {
        assertThat(style.send(transport, request, LONG).body())
            .asString(ISO_8859_1)
            .isEqualTo(target);
      } finally {
        connections.release();
      }
    }
    return null;
  }

  private void assertFails(
      CallStyle style, WireRequest request, TransportFault fault, String message) throws Exception {
    try (Stopwatch watch = Stopwatch.start()) {
      assertThatExceptionOfType(TransportException.class)
          .isThrownBy(() -> style.send(transport, request, LONGER_THAN_ANY_WAIT))
          .satisfies(e -> assertThat(e.fault()).isEqualTo(fault))
          .withMessageContaining(message);
      assertThat(watch.elapsed()).isLessThan(watch.allowing(Duration.ofSeconds(10)));
    }
    assertNextCallSucceeds(style);
  }

  private static WireRequest at(String url) {
    return new WireRequest("GET", URI.create(url), Map.of(), 1000);
  }

  private static String overTls(ScriptedServer server) {
    return "https://" + server.uri("/").getAuthority() + "/";
  }

  private static ScriptedServer.Script waiting(CountDownLatch here, CountDownLatch gone) {
    return connection -> {
      here.countDown();
      connection.awaitEnd();
      gone.countDown();
    };
  }

  /** Waits for the end of a call. */
  private static <T> T soon(Future<T> future) throws Exception {
    return future.get(LONG.multipliedBy(2).toSeconds(), TimeUnit.SECONDS);
  }

  private static boolean awaits(CountDownLatch latch) {
    try {
      return latch.await(LONG.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      throw new AssertionError("nobody interrupts this", e);
    }
  }
}
