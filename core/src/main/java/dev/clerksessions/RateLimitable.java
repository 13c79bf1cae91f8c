package dev.clerksessions;

import dev.clerksessions.ratelimit.RateLimiter;

/**
 * A port that can keep each attempt of its calls, retries included, within the API's rate limit. A
 * decorator of such a port implements this, too, by decorating the port that is limited:
 *
 * <pre>{@code
 * record LoggedSessions(RateLimitable sessions) implements RateLimitable {
 *
 *   public RateLimitable rateLimited() {
 *     return new LoggedSessions(sessions.rateLimited());
 *   }
 *   // ...
 * }
 * }</pre>
 */
public interface RateLimitable extends SessionsPort {

  /**
   * The same port, where each attempt waits for its permit, for as long as a call may take: under
   * the {@link ClerkConfig#rateLimiter()}, or under one by the key, {@link
   * SecretKey#defaultRateLimit()}, that all who call this method on the same port share. A port
   * that has no limit to keep, such as a fake, returns itself, and so does a port that is limited
   * already.
   *
   * @return a port that ends with this one
   * @throws IllegalStateException when Bucket4j is not on the class path, see {@link RateLimiter}
   */
  RateLimitable rateLimited();
}
