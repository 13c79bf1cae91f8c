package dev.clerksessions.testkit.guice;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.inject.AbstractModule;
import com.google.inject.Guice;
import com.google.inject.Injector;
import com.google.inject.Key;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import com.google.inject.util.Modules;
import dev.clerksessions.SessionsPort;
import dev.clerksessions.testkit.InMemorySessions;
import org.junit.jupiter.api.Test;

class FakeSessionsModuleTest {

  private final InMemorySessions fake = new InMemorySessions();

  @Test
  void module_alone_bindsTheFake() {
    Injector injector = Guice.createInjector(new FakeSessionsModule(fake));

    assertThat(injector.getInstance(SessionsPort.class)).isSameAs(fake);
    assertThat(injector.getInstance(InMemorySessions.class)).isSameAs(fake);
  }

  @Test
  void module_overAnother_takesItsPlace() {
    AbstractModule transport =
        new AbstractModule() {
          @Provides
          @Singleton
          SessionsPort port() {
            throw new AssertionError("the transport is made");
          }
        };

    Injector injector =
        Guice.createInjector(Modules.override(transport).with(new FakeSessionsModule(fake)));

    assertThat(injector.getInstance(Key.get(SessionsPort.class))).isSameAs(fake);
  }
}
