package dev.clerksessions.transport.httpclient;

import dev.clerksessions.transport.jdk.JdkSessions;

/** Breaks the architecture, to show that breaking it is noticed. */
public record TransportThatKnowsAnother(JdkSessions other) {}
