package dev.clerksessions.bapi;

import java.util.concurrent.ExecutorService;

/** Breaks the architecture, to show that breaking it is noticed. */
public record ProtocolThatStartsThreads(ExecutorService threads) {}
