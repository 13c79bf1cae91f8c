package dev.clerksessions.testkit;

import dev.clerksessions.SessionsPort;

class InMemorySessionsContractTest extends SessionsPortContract {

  @Override
  protected SessionsPort open(InMemorySessions store) {
    return store;
  }
}
