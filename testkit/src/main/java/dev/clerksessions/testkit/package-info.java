/** Placeholder until merged. */
@NullMarked
package dev.clerksessions.testkit;

import org.jspecify.annotations.NullMarked;
