package dev.clerksessions.bapi;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.clerksessions.transport.HttpTransport;
import dev.clerksessions.transport.WireRequest;
import dev.clerksessions.transport.WireResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;

/** Answers every request alike and keeps what it was asked. */
final class ScriptedTransport implements HttpTransport {

  final List<WireRequest> requests = new ArrayList<>();
  final List<Duration> timeouts = new ArrayList<>();
  private final WireResponse response;

  ScriptedTransport(int status, Map<String, String> headers, byte[] body) {
    Map<String, String> anyCase = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    anyCase.putAll(headers);
    response = new WireResponse(status, anyCase::get, body);
  }

  static ScriptedTransport answering(int status, String body) {
    return new ScriptedTransport(status, Map.of(), body.getBytes(UTF_8));
  }

  @Override
  public String name() {
    return "scripted";
  }

  @Override
  public WireResponse send(WireRequest request, Duration timeout) {
    requests.add(request);
    timeouts.add(timeout);
    return response;
  }

  @Override
  public CompletableFuture<WireResponse> sendAsync(WireRequest request, Duration timeout) {
    return CompletableFuture.completedFuture(send(request, timeout));
  }

  @Override
  public void close() {}
}
