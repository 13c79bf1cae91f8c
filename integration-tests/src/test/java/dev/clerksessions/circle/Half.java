package dev.clerksessions.circle;

import dev.clerksessions.circle.other.OtherHalf;

/** Breaks the architecture, to show that breaking it is noticed. */
public record Half(OtherHalf other) {}
