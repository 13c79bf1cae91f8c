package dev.clerksessions.readme;

import com.google.inject.Guice;
import com.google.inject.Injector;
import dev.clerksessions.ClerkConfig;
import dev.clerksessions.PaginatedResourceResponse;
import dev.clerksessions.RateLimitable;
import dev.clerksessions.SecretKey;
import dev.clerksessions.Session;
import dev.clerksessions.SessionListParams;
import dev.clerksessions.SessionsPort;
import dev.clerksessions.bulk.BulkSessions;
import dev.clerksessions.bulk.UserSessions;
import dev.clerksessions.paging.SessionPager;
import dev.clerksessions.ratelimit.RateLimiter;
import dev.clerksessions.transport.httpclient.HttpClientSessionsModule;
import dev.clerksessions.transport.jdk.JdkSessions;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/** Snippets of the documents that no test runs. They are compiled to keep them correct. */
final class Snippets {

  private Snippets() {}

  static SignedInDevices wireByHand() {
    JdkSessions sessions = JdkSessions.builder(ClerkConfig.fromEnvironment()).build();
    SignedInDevices devices = new SignedInDevices(sessions);
    return devices;
  }

  static SignedInDevices wireWithGuice() {
    Injector injector =
        Guice.createInjector(
            new HttpClientSessionsModule(), // or new JdkSessionsModule()
            binder -> binder.bind(ClerkConfig.class).toInstance(ClerkConfig.fromEnvironment()));
    SignedInDevices devices = injector.getInstance(SignedInDevices.class);
    return devices;
  }

  static void listAll(SessionsPort sessions, SessionListParams params) {
    for (Session session : SessionPager.of(sessions, params)) {
      System.out.println(session.id());
    }
  }

  static void audit(SessionsPort sessions, Iterable<String> userIds) {
    try (Stream<UserSessions> users = BulkSessions.of(sessions).list(userIds)) {
      users.forEach(
          user -> {
            if (user.isComplete()) {
              System.out.println(user.userId() + ": " + user.sessions().size());
            } else {
              System.out.println(user.userId() + ": " + user.error());
            }
          });
    }
  }

  record LoggedSessions(RateLimitable sessions) implements RateLimitable {

    @Override
    public PaginatedResourceResponse<Session> getSessionList(SessionListParams params) {
      System.out.println("listing sessions");
      return sessions.getSessionList(params);
    }

    @Override
    public CompletableFuture<PaginatedResourceResponse<Session>> getSessionListAsync(
        SessionListParams params) {
      System.out.println("listing sessions");
      return sessions.getSessionListAsync(params);
    }

    @Override
    public RateLimitable rateLimited() {
      return new LoggedSessions(sessions.rateLimited());
    }
  }

  static void limitCalls(SessionsPort anyPort, SecretKey key) {
    BulkSessions bulk =
        BulkSessions.builder(anyPort).rateLimiter(RateLimiter.of(key.defaultRateLimit())).build();
    bulk.list(Stream.of()).close();
  }

  static void limitEverything() {
    ClerkConfig fromEnvironment = ClerkConfig.fromEnvironment();
    ClerkConfig config =
        fromEnvironment.toBuilder()
            .rateLimiter(RateLimiter.of(fromEnvironment.secretKey().defaultRateLimit()))
            .build();
    JdkSessions.builder(config).build().close();
  }
}
