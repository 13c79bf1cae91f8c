package consumer.jdk;

import consumer.calls.Calls;
import consumer.calls.EmptyApi;
import dev.clerksessions.transport.jdk.JdkSessions;

public final class Main {

  private Main() {}

  public static void main(String[] args) throws Exception {
    Calls.expectAbsent("com.google.guice", "com.google.common", "io.github.bucket4j.core");
    try (EmptyApi api = EmptyApi.start();
        JdkSessions sessions = JdkSessions.builder(api.config()).build()) {
      Calls.make(sessions);
    }
  }
}
