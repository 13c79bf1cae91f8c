package dev.clerksessions;

import com.fasterxml.jackson.core.JsonParser;

/** Breaks the architecture, to show that breaking it is noticed. */
public record DomainThatKnowsJackson(JsonParser parser) {}
