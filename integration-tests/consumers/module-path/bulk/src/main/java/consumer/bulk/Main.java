package consumer.bulk;

import consumer.calls.Calls;
import consumer.calls.EmptyApi;
import dev.clerksessions.bulk.BulkSessions;
import dev.clerksessions.bulk.UserSessions;
import dev.clerksessions.transport.jdk.JdkSessions;
import java.util.List;
import java.util.stream.Stream;

public final class Main {

  private Main() {}

  public static void main(String[] args) throws Exception {
    try (EmptyApi api = EmptyApi.start();
        JdkSessions sessions = JdkSessions.builder(api.config()).build();
        Stream<UserSessions> users = BulkSessions.of(sessions).list(List.of("user_1", "user_2"))) {
      Calls.make(sessions);
      Calls.expect(users.mapToInt(user -> user.sessions().size()).sum() == 0, "a session is there");
    }
  }
}
