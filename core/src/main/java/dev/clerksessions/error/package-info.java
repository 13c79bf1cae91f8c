/**
 * The exceptions of failed calls, as one sealed hierarchy.
 *
 * <pre>{@code
 * try {
 *   return sessions.getSessionList(params);
 * } catch (RateLimitedException e) {
 *   throw new TryLater(e.retryAfter());
 * } catch (ClerkApiException e) {
 *   throw new Refused(e.status(), e.errors());
 * } catch (TransportException e) {
 *   throw new Unreachable(e);
 * }
 * }</pre>
 *
 * <p>Messages contain statuses, error codes and JSON paths, but never a secret key or a response
 * body.
 */
@NullMarked
package dev.clerksessions.error;

import org.jspecify.annotations.NullMarked;
