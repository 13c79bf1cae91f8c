/**
 * What tests of an application, and of a transport, need.
 *
 * <pre>{@code
 * InMemorySessions sessions = new InMemorySessions();
 * sessions.add(SessionFixtures.seeded(1).session(session -> session.userId("user_1")));
 * SignedInDevices devices = new SignedInDevices(sessions); // takes a SessionsPort
 * }</pre>
 *
 * <p>{@link dev.clerksessions.testkit.FakeClerkServer} serves the same over HTTP. JUnit and AssertJ
 * are needed for the two contracts only.
 */
@NullMarked
package dev.clerksessions.testkit;

import org.jspecify.annotations.NullMarked;
