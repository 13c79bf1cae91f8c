package dev.clerksessions.testkit;

import java.util.Map;

/** An answer of the API, before it goes to a socket. */
record ApiAnswer(int status, Map<String, String> headers, String body) {}
