package dev.clerksessions.bapi;

import java.lang.reflect.Method;

/** Breaks the architecture, to show that breaking it is noticed. */
public record ProtocolThatReflects(Method method) {}
