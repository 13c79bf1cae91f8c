package dev.clerksessions.testkit.server;

import java.net.Inet6Address;
import java.net.InetAddress;

/**
 * The loopback address that test servers listen on, and how a URL names it. The address is that of
 * {@link InetAddress#getLoopbackAddress()}, the same for the lifetime of the JVM: {@code ::1} when
 * {@code java.net.preferIPv6Addresses} is {@code true} or {@code system} or the machine has no IPv4
 * loopback address, otherwise {@code 127.0.0.1}. A server that binds to {@link #address()} is
 * reached at {@link #authority(int)}.
 */
public final class Loopback {

  private Loopback() {}

  /**
   * The address to bind to.
   *
   * @return an IPv4 or an IPv6 address
   */
  public static InetAddress address() {
    return InetAddress.getLoopbackAddress();
  }

  /**
   * Host and port as they stand in a URL.
   *
   * @param port a port of {@link #address()}
   * @return such as {@code 127.0.0.1:40123} or {@code [::1]:40123}
   */
  public static String authority(int port) {
    // IPv6 has no other loopback address; Java would spell it 0:0:0:0:0:0:0:1.
    String host = address() instanceof Inet6Address ? "[::1]" : address().getHostAddress();
    return host + ":" + port;
  }
}
