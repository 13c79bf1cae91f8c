/** Measurements of whole processes. */
@NullMarked
package dev.clerksessions.benchmarks;

import org.jspecify.annotations.NullMarked;
