/** Shared by the packages of this module; not exported. */
@NullMarked
package dev.clerksessions.internal;

import org.jspecify.annotations.NullMarked;
