/** What a call passes between the port and the transport: retries, rate limit, connection limit. */
@NullMarked
package dev.clerksessions.internal.pipeline;

import org.jspecify.annotations.NullMarked;
