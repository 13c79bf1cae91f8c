package dev.clerksessions.testkit.contract;

import dev.clerksessions.testkit.server.Loopback;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;

/** A loopback port that takes no more connections and refuses none: connecting to it hangs. */
public final class SaturatedListener implements AutoCloseable {

  private static final int MOST_IT_MAY_TAKE = 200;

  private final ServerSocket listener;
  private final List<Socket> fillers = new ArrayList<>();

  /**
   * Fills a port.
   *
   * @throws IOException when the system lets it take every connection
   */
  public SaturatedListener() throws IOException {
    listener = new ServerSocket(0, 1, Loopback.address());
    while (fillers.size() < MOST_IT_MAY_TAKE) {
      Socket filler = new Socket();
      fillers.add(filler);
      try {
        filler.connect(new InetSocketAddress(listener.getInetAddress(), port()), 200);
      } catch (SocketTimeoutException full) {
        return;
      }
    }
    throw new IOException("the port takes every connection");
  }

  /**
   * Where the port is.
   *
   * @return an address that ends with a slash
   */
  public String url() {
    return "http://" + Loopback.authority(port()) + "/";
  }

  private int port() {
    return listener.getLocalPort();
  }

  @Override
  public void close() throws IOException {
    for (Socket filler : fillers) {
      filler.close();
    }
    listener.close();
  }
}
