package dev.clerksessions.transport.jdk;

import dev.clerksessions.transport.httpclient.HttpClientSessions;

/** Breaks the architecture, to show that breaking it is noticed. */
public record TransportThatKnowsAnother(HttpClientSessions other) {}
