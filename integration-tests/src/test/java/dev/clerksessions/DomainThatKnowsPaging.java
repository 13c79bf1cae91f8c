package dev.clerksessions;

import dev.clerksessions.paging.SessionPager;

/** Breaks the architecture, to show that breaking it is noticed. */
public record DomainThatKnowsPaging(SessionPager pager) {}
