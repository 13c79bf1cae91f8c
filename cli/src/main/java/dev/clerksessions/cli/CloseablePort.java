package dev.clerksessions.cli;

import dev.clerksessions.SessionsPort;

/** A port of the injector's, to be closed if it can be. */
record CloseablePort(SessionsPort port) implements AutoCloseable {

  @Override
  public void close() {
    if (port instanceof AutoCloseable open) {
      try {
        open.close();
      } catch (Exception e) {
        throw new IllegalStateException("the transport can't be closed", e);
      }
    }
  }
}
