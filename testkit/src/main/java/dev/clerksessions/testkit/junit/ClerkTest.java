package dev.clerksessions.testkit.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A test that gets fakes of its own as parameters.
 *
 * <pre>
 * &#64;ClerkTest
 * void t(InMemorySessions fake, SessionsPort port, FakeClerkServer server, ManualClock clock) {
 * }</pre>
 *
 * <p>{@link ClerkExtension} tells what they are. Put that on a class instead, for parameterized
 * tests and their likes.
 */
@Target({ElementType.METHOD, ElementType.ANNOTATION_TYPE})
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Test
@ExtendWith(ClerkExtension.class)
// JUnit is optional: a module that uses this type requires it itself.
@SuppressWarnings("exports")
public @interface ClerkTest {}
