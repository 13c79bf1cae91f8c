package dev.clerksessions.cli;

import dev.clerksessions.PaginatedResourceResponse;
import dev.clerksessions.Session;
import dev.clerksessions.SessionActivity;
import dev.clerksessions.SessionStatus;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/** Sessions whose printed form can be told in advance. */
final class Samples {

  private Samples() {}

  /** A session used a minute and a half before {@link CliRun#NOW}, without all that may be null. */
  static Session.Builder bare() {
    return Session.builder()
        .id("sess_2abcdefghijklmnopqrstuvwxyz")
        .clientId("client_1")
        .userId("user_1")
        .status(SessionStatus.ACTIVE)
        .createdAt(CliRun.NOW.minus(Duration.ofDays(1)))
        .updatedAt(CliRun.NOW.minusSeconds(90))
        .lastActiveAt(CliRun.NOW.minusSeconds(90))
        .expireAt(CliRun.NOW.plus(Duration.ofDays(6)));
  }

  static SessionActivity berlin() {
    return SessionActivity.builder("sess_activity_1")
        .deviceType("Macintosh")
        .browserName("Safari")
        .browserVersion("26.1")
        .ipAddress("192.0.2.1")
        .city("Berlin")
        .country("DE")
        .build();
  }

  static String printed(PageWriter writer, Session... sessions) {
    return printed(writer, new PaginatedResourceResponse<>(List.of(sessions), sessions.length));
  }

  static String printed(PageWriter writer, PaginatedResourceResponse<Session> page) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      writer.write(page, out);
    } catch (IOException e) {
      throw new AssertionError("memory can be written to", e);
    }
    return out.toString(StandardCharsets.UTF_8);
  }
}
