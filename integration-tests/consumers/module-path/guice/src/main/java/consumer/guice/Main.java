package consumer.guice;

import com.google.inject.Guice;
import com.google.inject.Injector;
import com.google.inject.Module;
import consumer.calls.Calls;
import consumer.calls.EmptyApi;
import dev.clerksessions.ClerkConfig;
import dev.clerksessions.SessionsPort;
import dev.clerksessions.testkit.InMemorySessions;
import dev.clerksessions.testkit.guice.FakeSessionsModule;
import dev.clerksessions.transport.httpclient.HttpClientSessions;
import dev.clerksessions.transport.httpclient.HttpClientSessionsModule;
import dev.clerksessions.transport.jdk.JdkSessions;
import dev.clerksessions.transport.jdk.JdkSessionsModule;

public final class Main {

  private Main() {}

  public static void main(String[] args) throws Exception {
    try (EmptyApi api = EmptyApi.start()) {
      make(api, new JdkSessionsModule(), JdkSessions.class);
      make(api, new HttpClientSessionsModule(), HttpClientSessions.class);
      make(api, new FakeSessionsModule(new InMemorySessions()), InMemorySessions.class);
    }
  }

  private static void make(EmptyApi api, Module module, Class<? extends SessionsPort> type)
      throws Exception {
    Injector injector =
        Guice.createInjector(
            module, binder -> binder.bind(ClerkConfig.class).toInstance(api.config()));
    Calls.make(injector.getInstance(SessionsPort.class));
    SessionsPort sessions = injector.getInstance(type);
    if (sessions instanceof AutoCloseable closeable) {
      closeable.close();
    }
  }
}
