package dev.clerksessions;

import dev.clerksessions.transport.WireRequest;

/** Breaks the architecture, to show that breaking it is noticed. */
public record DomainThatKnowsHttp(WireRequest request) {}
