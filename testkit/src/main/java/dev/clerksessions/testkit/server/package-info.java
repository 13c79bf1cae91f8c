/**
 * A server whose responses are bytes that a test writes, for tests of transports.
 *
 * <pre>{@code
 * try (ScriptedServer server = new ScriptedServer(ScriptedServer.Connection::reset)) {
 *   URI uri = server.uri("/v1/sessions");
 * }
 * }</pre>
 */
@NullMarked
package dev.clerksessions.testkit.server;

import org.jspecify.annotations.NullMarked;
