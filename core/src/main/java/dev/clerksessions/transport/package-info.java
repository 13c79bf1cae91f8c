/**
 * What an HTTP stack must do to carry this library: move one request's bytes out and one answer's
 * bytes back.
 *
 * <pre>{@code
 * HttpTransport transport = new MyTransport();
 * SessionsPort sessions = new BackendApiSessions(ClerkConfig.fromEnvironment(), transport);
 * }</pre>
 *
 * <p>A transport knows nothing of statuses, JSON, retries, redirects, cookies or compression: what
 * its stack does of that by itself must be switched off.
 */
@NullMarked
package dev.clerksessions.transport;

import org.jspecify.annotations.NullMarked;
