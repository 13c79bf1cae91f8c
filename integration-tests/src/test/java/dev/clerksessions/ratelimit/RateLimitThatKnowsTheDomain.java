package dev.clerksessions.ratelimit;

import dev.clerksessions.SecretKey;

/** Breaks the architecture, to show that breaking it is noticed. */
public record RateLimitThatKnowsTheDomain(SecretKey key) {}
