package dev.clerksessions.testkit.contract;

import dev.clerksessions.SessionsPort;
import dev.clerksessions.testkit.InMemorySessions;

class InMemorySessionsContractTest extends SessionsPortContract {

  @Override
  protected SessionsPort open(InMemorySessions store) {
    return store;
  }
}
