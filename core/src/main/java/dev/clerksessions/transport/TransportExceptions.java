package dev.clerksessions.transport;

import dev.clerksessions.error.CallTimeoutException;
import dev.clerksessions.error.TransportException;
import dev.clerksessions.error.TransportFault;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.PortUnreachableException;
import java.net.ProtocolException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * Tells what a stack's exception means, the same for every stack: for transports, which handle what
 * only their stack throws before.
 */
public final class TransportExceptions {

  /** What a call that timed out lacks: {@value}. */
  public static final String LATE = "no complete response";

  private static final int LONGEST_CHAIN = 20;

  private TransportExceptions() {}

  /**
   * Makes the exception that a caller gets.
   *
   * @param request what was sent
   * @param failure what the stack threw
   * @return an exception whose message names the fault and the host
   */
  public static TransportException of(WireRequest request, Throwable failure) {
    TransportFault otherwise = TransportFault.INVALID_RESPONSE;
    Throwable link = failure;
    for (int i = 0; link != null && i < LONGEST_CHAIN; i++) {
      if (link instanceof TransportException own) {
        return own;
      }
      TransportFault fault = faultOf(link);
      if (fault != null) {
        return of(fault, request, failure);
      }
      if (link instanceof IOException) {
        otherwise = TransportFault.BROKEN_CONNECTION;
      }
      if (link instanceof IllegalStateException || link instanceof RejectedExecutionException) {
        // Nothing a server sends makes a stack say so; its owner has closed it.
        return closed(failure);
      }
      link = link.getCause();
    }
    return of(otherwise, request, failure);
  }

  /**
   * Makes the exception of a fault that the transport knows.
   *
   * @param fault what it is
   * @param request what was sent
   * @param failure what the stack threw; without its message where that may quote what the server
   *     sent
   * @return an exception whose message names the fault and the host
   */
  public static TransportException of(
      TransportFault fault, WireRequest request, @Nullable Throwable failure) {
    String authority = request.uri().getAuthority();
    return switch (fault) {
      case UNKNOWN_HOST ->
          new TransportException(fault, "unknown host: " + request.uri().getHost(), failure);
      case CONNECT -> new TransportException(fault, "can't connect to " + authority, failure);
      case TLS ->
          new TransportException(fault, "TLS handshake with " + authority + " failed", failure);
      case INVALID_RESPONSE ->
          new TransportException(
              fault, authority + " sent no valid HTTP response", sanitized(failure));
      default ->
          new TransportException(
              TransportFault.BROKEN_CONNECTION,
              "connection to " + authority + " broke before the response was complete",
              failure);
    };
  }

  /** Tells where a stack gave up, which may be a defect of its own. */
  private static @Nullable Throwable sanitized(@Nullable Throwable failure) {
    if (failure == null) {
      return null;
    }
    Throwable root = failure;
    for (int i = 0; root.getCause() != null && i < LONGEST_CHAIN; i++) {
      root = root.getCause();
    }
    Throwable bare = new IOException(root.getClass().getName());
    bare.setStackTrace(root.getStackTrace());
    return bare;
  }

  /**
   * Makes the exception of a call that took too long.
   *
   * @param timeout how long the answer was waited for
   * @param failure what the stack threw, if it did
   * @return an exception whose message says so
   */
  public static CallTimeoutException late(Duration timeout, @Nullable Throwable failure) {
    return new CallTimeoutException(LATE, timeout, failure);
  }

  /**
   * Makes the exception of a call on a client that is closed, or was meanwhile.
   *
   * @param failure what the stack threw, if it did
   * @return an exception whose message says so
   */
  public static TransportException closed(@Nullable Throwable failure) {
    return new TransportException(TransportFault.CLOSED, "the client is closed", failure);
  }

  private static @Nullable TransportFault faultOf(Throwable failure) {
    if (failure instanceof UnknownHostException || failure instanceof UnresolvedAddressException) {
      return TransportFault.UNKNOWN_HOST;
    }
    if (failure instanceof SSLException) {
      // A reset is reported as a TLS exception too, by an established connection.
      return failure.getCause() instanceof SocketException ? null : TransportFault.TLS;
    }
    if (failure instanceof ConnectException
        || failure instanceof NoRouteToHostException
        || failure instanceof PortUnreachableException) {
      // The JDK says just this of a name that it can't resolve.
      return hasCause(failure, UnresolvedAddressException.class)
          ? TransportFault.UNKNOWN_HOST
          : TransportFault.CONNECT;
    }
    return failure instanceof ProtocolException ? TransportFault.INVALID_RESPONSE : null;
  }

  private static boolean hasCause(Throwable failure, Class<? extends Throwable> type) {
    Throwable link = failure.getCause();
    for (int i = 0; link != null && i < LONGEST_CHAIN; i++) {
      if (type.isInstance(link)) {
        return true;
      }
      link = link.getCause();
    }
    return false;
  }
}
