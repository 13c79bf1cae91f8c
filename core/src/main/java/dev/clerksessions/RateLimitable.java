package dev.clerksessions;

/** A port that can keep its calls within the API's rate limit. */
public interface RateLimitable extends SessionsPort {

  /**
   * The same port, where each call waits for its turn, for as long as a call may take: under the
   * {@link ClerkConfig#rateLimiter()}, or under one by the key, {@link RateLimit#of(SecretKey)},
   * that all who call this method on the same port share.
   *
   * @return a port that ends with this one
   * @throws NoClassDefFoundError when Bucket4j isn't on the class path, see {@link RateLimiter}
   */
  SessionsPort rateLimited();
}
