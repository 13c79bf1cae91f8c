package consumer;

import dev.clerksessions.ClerkConfig;
import dev.clerksessions.transport.jdk.JdkSessions;

class JdkSessionsTest extends SessionsContract<JdkSessions> {

  @Override
  JdkSessions open(ClerkConfig config) {
    return JdkSessions.builder(config).build();
  }
}
