package dev.clerksessions.testkit;

import java.net.InetAddress;

/** Breaks the architecture, to show that breaking it is noticed. */
public final class ServerThatChoosesItsAddress {

  private ServerThatChoosesItsAddress() {}

  static InetAddress address() {
    return InetAddress.getLoopbackAddress();
  }
}
