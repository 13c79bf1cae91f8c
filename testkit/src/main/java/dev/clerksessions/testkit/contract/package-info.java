/**
 * What every port and every transport must do, as JUnit tests to extend. They need JUnit and
 * AssertJ.
 *
 * <pre>{@code
 * class MyTransportTest extends HttpTransportContract {
 *   protected HttpTransport open(ClerkConfig config, SSLContext sslContext) {
 *     return new MyTransport(config, sslContext);
 *   }
 * }
 * }</pre>
 */
@NullMarked
package dev.clerksessions.testkit.contract;

import org.jspecify.annotations.NullMarked;
