package dev.clerksessions.testkit;

import dev.clerksessions.SessionListParams;
import java.time.Instant;

/**
 * A call that a fake received.
 *
 * @param params the requested sessions
 * @param at the time of the call by the clock of the fake's sessions
 */
public record RecordedCall(SessionListParams params, Instant at) {}
