/**
 * Binds the fake in place of a transport module. It needs Guice.
 *
 * <pre>{@code
 * Injector injector = Guice.createInjector(new FakeSessionsModule(fake));
 * }</pre>
 */
@NullMarked
package dev.clerksessions.testkit.guice;

import org.jspecify.annotations.NullMarked;
