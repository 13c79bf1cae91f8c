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
 * Maps the exceptions of an HTTP stack to {@link TransportException}s, in the same way for every
 * stack. A transport first handles the exceptions that only its stack throws.
 */
public final class TransportExceptions {

  /** Describes what timed out: {@value}. */
  public static final String LATE = "no complete response";

  private static final int MAX_CAUSES = 20;

  private TransportExceptions() {}

  /**
   * Creates the exception for the caller.
   *
   * @param request the request sent
   * @param failure the stack's exception
   * @return an exception whose message names the fault and the host
   */
  public static TransportException of(WireRequest request, Throwable failure) {
    TransportFault otherwise = TransportFault.INVALID_RESPONSE;
    Throwable link = failure;
    for (int i = 0; link != null && i < MAX_CAUSES; i++) {
      if (link instanceof TransportException mapped) {
        return mapped;
      }
      TransportFault fault = faultOf(link);
      if (fault != null) {
        return of(fault, request, failure);
      }
      if (link instanceof IOException) {
        otherwise = TransportFault.BROKEN_CONNECTION;
      }
      if (link instanceof IllegalStateException || link instanceof RejectedExecutionException) {
        // No response causes these exceptions: the owner of the client has closed it.
        return closed(failure);
      }
      link = link.getCause();
    }
    return of(otherwise, request, failure);
  }

  /**
   * Creates the exception of a known fault.
   *
   * @param fault the fault
   * @param request the request sent
   * @param failure the stack's exception, or null; its message is removed where it may quote what
   *     the server sent
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

  /** Keeps the stack trace, which may show a defect of the HTTP stack, but not the message. */
  private static @Nullable Throwable sanitized(@Nullable Throwable failure) {
    if (failure == null) {
      return null;
    }
    Throwable root = failure;
    for (int i = 0; root.getCause() != null && i < MAX_CAUSES; i++) {
      root = root.getCause();
    }
    Throwable bare = new IOException(root.getClass().getName());
    bare.setStackTrace(root.getStackTrace());
    return bare;
  }

  /**
   * Creates the exception of a call that timed out.
   *
   * @param timeout the timeout that has elapsed
   * @param failure the stack's exception, or null
   * @return an exception whose message names the cause
   */
  public static CallTimeoutException late(Duration timeout, @Nullable Throwable failure) {
    return new CallTimeoutException(LATE, timeout, failure);
  }

  /**
   * Creates the exception of a call on a client that is closed, or is closed during the call.
   *
   * @param failure the stack's exception, or null
   * @return an exception whose message names the cause
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
      // The JDK's client throws this when it can't resolve a name.
      return hasCause(failure, UnresolvedAddressException.class)
          ? TransportFault.UNKNOWN_HOST
          : TransportFault.CONNECT;
    }
    return failure instanceof ProtocolException ? TransportFault.INVALID_RESPONSE : null;
  }

  private static boolean hasCause(Throwable failure, Class<? extends Throwable> type) {
    Throwable link = failure.getCause();
    for (int i = 0; link != null && i < MAX_CAUSES; i++) {
      if (type.isInstance(link)) {
        return true;
      }
      link = link.getCause();
    }
    return false;
  }
}
