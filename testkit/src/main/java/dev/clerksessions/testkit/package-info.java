/**
 * Fakes and fixtures for tests of applications and transports.
 *
 * <pre>{@code
 * InMemorySessions sessions = new InMemorySessions();
 * sessions.signIn("user_1");
 * SignedInDevices devices = new SignedInDevices(sessions); // takes a SessionsPort
 * }</pre>
 *
 * <p>{@link dev.clerksessions.testkit.FakeClerkServer} serves the same sessions over HTTP. JUnit is
 * needed for {@link dev.clerksessions.testkit.junit.ClerkTest} and the two contracts, AssertJ for
 * these and the assertions, Guice for its module; the fakes need none of them.
 */
@NullMarked
package dev.clerksessions.testkit;

import org.jspecify.annotations.NullMarked;
