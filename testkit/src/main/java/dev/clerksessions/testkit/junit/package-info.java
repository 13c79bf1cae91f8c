/**
 * Fakes as parameters of JUnit tests. It needs JUnit.
 *
 * <pre>{@code
 * @ClerkTest
 * class DevicesTest {
 *   @Test
 *   void devices_whenUserHasNone_areEmpty(InMemorySessions sessions) {}
 * }
 * }</pre>
 */
@NullMarked
package dev.clerksessions.testkit.junit;

import org.jspecify.annotations.NullMarked;
