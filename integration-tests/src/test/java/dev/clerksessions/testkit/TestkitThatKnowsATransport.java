package dev.clerksessions.testkit;

import dev.clerksessions.transport.jdk.JdkSessions;

/** Breaks the architecture, to show that breaking it is noticed. */
public record TestkitThatKnowsATransport(JdkSessions sessions) {}
