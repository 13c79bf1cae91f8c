/**
 * Binds the fake instead of a transport module. Requires Guice.
 *
 * <pre>{@code
 * Injector injector = Guice.createInjector(new FakeSessionsModule(fake));
 * }</pre>
 */
@NullMarked
package dev.clerksessions.testkit.guice;

import org.jspecify.annotations.NullMarked;
