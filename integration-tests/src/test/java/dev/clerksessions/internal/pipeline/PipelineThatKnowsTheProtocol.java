package dev.clerksessions.internal.pipeline;

import dev.clerksessions.bapi.BackendApiSessions;

/** Breaks the architecture, to show that breaking it is noticed. */
public record PipelineThatKnowsTheProtocol(BackendApiSessions sessions) {}
