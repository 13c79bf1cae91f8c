package dev.clerksessions.readme;

import static org.assertj.core.api.Assertions.assertThat;

import dev.clerksessions.testkit.Fault;
import dev.clerksessions.testkit.InMemorySessions;
import dev.clerksessions.testkit.ManualClock;
import dev.clerksessions.testkit.junit.ClerkTest;
import java.time.Duration;

class SignInStatusTest {

  @ClerkTest
  void of_whenSignedInTwice_countsBoth(InMemorySessions fake) {
    fake.signIn("user_1");
    fake.signIn("user_1");
    assertThat(new SignInStatus(fake).of("user_1")).isEqualTo("signed in on 2");
  }

  @ClerkTest
  void of_whenNobodySignedIn_isSignedOut(InMemorySessions fake) {
    assertThat(new SignInStatus(fake).of("user_1")).isEqualTo("signed out");
  }

  @ClerkTest
  void of_whenTheSessionHasExpired_isSignedOut(InMemorySessions fake, ManualClock clock) {
    fake.signIn("user_1");
    clock.advance(Duration.ofDays(7));
    assertThat(new SignInStatus(fake).of("user_1")).isEqualTo("signed out");
  }

  @ClerkTest
  void of_whenRateLimited_tellsWhenToAskAgain(InMemorySessions fake) {
    fake.failNext(1, Fault.rateLimited(Duration.ofSeconds(7)));
    assertThat(new SignInStatus(fake).of("user_1")).isEqualTo("ask again after PT7S");
  }

  @ClerkTest
  void of_whenTheApiIsDown_isUnknown(InMemorySessions fake) {
    fake.failEvery(1, Fault.status(503));
    assertThat(new SignInStatus(fake).of("user_1")).isEqualTo("unknown");
  }
}
