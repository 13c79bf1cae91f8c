/**
 * Everything that can go wrong with a call, as one sealed family.
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
 * <p>Messages tell statuses, codes and places, never a secret key or the text of a body.
 */
@NullMarked
package dev.clerksessions.error;

import org.jspecify.annotations.NullMarked;
