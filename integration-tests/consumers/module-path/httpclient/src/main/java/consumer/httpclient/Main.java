package consumer.httpclient;

import consumer.calls.Calls;
import consumer.calls.EmptyApi;
import dev.clerksessions.transport.httpclient.HttpClientSessions;

public final class Main {

  private Main() {}

  public static void main(String[] args) throws Exception {
    Calls.expectAbsent("com.google.guice", "com.google.common", "io.github.bucket4j.core");
    try (EmptyApi api = EmptyApi.start();
        HttpClientSessions sessions = HttpClientSessions.builder(api.config()).build()) {
      Calls.make(sessions);
    }
  }
}
