package dev.clerksessions.transport;

import dev.clerksessions.internal.pipeline.ConnectionLimit;

/** Breaks the architecture, to show that breaking it is noticed. */
public record TransportThatKnowsThePipeline(ConnectionLimit limit) {}
