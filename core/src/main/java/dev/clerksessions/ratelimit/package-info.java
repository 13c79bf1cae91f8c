/**
 * Keeps requests within the API's rate limit. It needs Bucket4j, which is an optional dependency.
 *
 * <pre>{@code
 * ClerkConfig config =
 *     fromEnvironment.toBuilder()
 *         .rateLimiter(RateLimiter.of(fromEnvironment.secretKey().defaultRateLimit()))
 *         .build();
 * }</pre>
 */
@NullMarked
package dev.clerksessions.ratelimit;

import org.jspecify.annotations.NullMarked;
