package dev.clerksessions.testkit.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A test with new fakes as parameters.
 *
 * <pre>
 * &#64;ClerkTest
 * void t(InMemorySessions fake, SessionsPort port, FakeClerkServer server, ManualClock clock) {
 * }</pre>
 *
 * <p>{@link ClerkExtension} lists the parameters. For parameterized and other kinds of tests,
 * register the extension on the class instead.
 */
@Target({ElementType.METHOD, ElementType.ANNOTATION_TYPE})
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Test
@ExtendWith(ClerkExtension.class)
// JUnit is optional: a module that uses this type requires it itself.
@SuppressWarnings("exports")
public @interface ClerkTest {}
