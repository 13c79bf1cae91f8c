package dev.clerksessions.testkit;

import dev.clerksessions.SessionListParams;
import java.time.Instant;

/**
 * A call that a fake was asked to answer.
 *
 * @param params what it asked for
 * @param at when, by the clock of the fake's sessions
 */
public record RecordedCall(SessionListParams params, Instant at) {}
