package dev.clerksessions.transport.httpclient;

import dev.clerksessions.error.CallTimeoutException;
import dev.clerksessions.error.TransportException;
import dev.clerksessions.http.WireRequest;
import java.net.SocketTimeoutException;
import java.time.Duration;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.core5.http.ConnectionRequestTimeoutException;
import org.jspecify.annotations.Nullable;

/** Tells what HttpClient's exceptions mean; their messages may quote what the server sent. */
final class Failures {

  private Failures() {}

  static TransportException closed(@Nullable Throwable cause) {
    return new TransportException("the client is closed", cause);
  }

  static TransportException of(WireRequest request, Duration timeout, Throwable cause) {
    if (cause instanceof TransportException own) {
      return own;
    }
    if (cause.getCause() instanceof TransportException own) {
      return own;
    }
    String authority = request.uri().getAuthority();
    if (cause instanceof ConnectTimeoutException) {
      return new CallTimeoutException("no connection to " + authority, timeout, cause);
    }
    if (cause instanceof ConnectionRequestTimeoutException) {
      return new CallTimeoutException("no free connection to " + authority, timeout, cause);
    }
    if (cause instanceof SocketTimeoutException) {
      return new CallTimeoutException("no complete response", timeout, cause);
    }
    return new TransportException(
        "no complete response from " + authority + ": " + cause.getClass().getSimpleName(), cause);
  }
}
