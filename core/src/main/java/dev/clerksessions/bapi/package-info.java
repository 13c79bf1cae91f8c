/**
 * The protocol of Clerk's Backend API: parameters to request, bytes to page, status and body to
 * exception, without I/O and threads; and the port that sends them by a transport.
 *
 * <p>{@link dev.clerksessions.bapi.BackendApiSessions} is for authors of a transport; applications
 * use a transport module's sessions:
 *
 * <pre>{@code
 * SessionsPort sessions = new BackendApiSessions(config, new MyTransport());
 * }</pre>
 */
@NullMarked
package dev.clerksessions.bapi;

import org.jspecify.annotations.NullMarked;
