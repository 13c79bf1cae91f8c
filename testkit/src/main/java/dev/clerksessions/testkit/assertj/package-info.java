/**
 * AssertJ assertions on sessions, pages and the calls that a fake received. It needs AssertJ.
 *
 * <pre>{@code
 * assertThat(page).hasTotalCount(3);
 * }</pre>
 */
@NullMarked
package dev.clerksessions.testkit.assertj;

import org.jspecify.annotations.NullMarked;
