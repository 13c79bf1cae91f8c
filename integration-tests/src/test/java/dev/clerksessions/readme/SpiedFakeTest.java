package dev.clerksessions.readme;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.argThat;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.verify;

import dev.clerksessions.error.CallTimeoutException;
import dev.clerksessions.testkit.InMemorySessions;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.mockito.Spy;
import org.mockito.junit.jupiter.MockitoExtension;

@ExtendWith(MockitoExtension.class)
class SpiedFakeTest {

  @Spy private InMemorySessions sessions = new InMemorySessions();

  @Test
  void of_whenACallTakesTooLong_isUnknown() {
    doThrow(new CallTimeoutException("no answer", Duration.ofSeconds(30), null))
        .when(sessions)
        .getSessionList(argThat(params -> "user_1".equals(params.userId())));

    assertThat(new SignInStatus(sessions).of("user_1")).isEqualTo("unknown");
    assertThat(new SignInStatus(sessions).of("user_2")).isEqualTo("signed out");
  }

  @Test
  void of_asksOnce() {
    assertThat(new SignInStatus(sessions).of("user_1")).isEqualTo("signed out");

    verify(sessions).getSessionList(argThat(params -> "user_1".equals(params.userId())));
  }
}
