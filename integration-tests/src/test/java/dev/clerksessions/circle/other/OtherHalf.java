package dev.clerksessions.circle.other;

import dev.clerksessions.circle.Half;

/** Breaks the architecture, to show that breaking it is noticed. */
public record OtherHalf(Half other) {}
