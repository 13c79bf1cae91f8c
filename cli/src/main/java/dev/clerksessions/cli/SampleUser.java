package dev.clerksessions.cli;

import dev.clerksessions.Session;
import java.util.List;

/**
 * A made-up user.
 *
 * @param id the user's id
 * @param sessions the user's sessions
 */
record SampleUser(String id, List<Session> sessions) {}
