package dev.clerksessions.paging;

import dev.clerksessions.bulk.BulkSessions;

/** Breaks the architecture, to show that breaking it is noticed. */
public record PagerThatKnowsBulk(BulkSessions bulk) {}
