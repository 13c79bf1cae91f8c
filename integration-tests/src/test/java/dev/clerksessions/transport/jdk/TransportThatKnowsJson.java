package dev.clerksessions.transport.jdk;

import com.fasterxml.jackson.core.JsonFactory;

/** Breaks the architecture, to show that breaking it is noticed. */
public record TransportThatKnowsJson(JsonFactory json) {}
