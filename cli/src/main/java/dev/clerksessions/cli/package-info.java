/** The {@code clerk-sessions} command: the library's first consumer. */
@NullMarked
package dev.clerksessions.cli;

import org.jspecify.annotations.NullMarked;
