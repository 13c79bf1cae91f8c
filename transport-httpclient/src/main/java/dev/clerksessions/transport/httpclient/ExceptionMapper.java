package dev.clerksessions.transport.httpclient;

import dev.clerksessions.error.CallTimeoutException;
import dev.clerksessions.error.TransportException;
import dev.clerksessions.error.TransportFault;
import dev.clerksessions.transport.TransportExceptions;
import dev.clerksessions.transport.WireRequest;
import java.net.SocketTimeoutException;
import java.time.Duration;
import org.apache.hc.client5.http.ClientProtocolException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.core5.http.ConnectionRequestTimeoutException;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.MalformedChunkCodingException;
import org.apache.hc.core5.http.MessageConstraintException;
import org.apache.hc.core5.http.TruncatedChunkException;
import org.jspecify.annotations.Nullable;

/** Tells what HttpClient's exceptions mean; their messages may quote what the server sent. */
record ExceptionMapper(@Nullable Duration connectTimeout) {

  /** Those of a client of the caller's, whose connect timeout isn't known. */
  static final ExceptionMapper OF_CALLERS_CLIENT = new ExceptionMapper(null);

  TransportException of(WireRequest request, Duration timeout, Throwable cause) {
    String authority = request.uri().getAuthority();
    if (cause instanceof ConnectTimeoutException) {
      return new CallTimeoutException(
          "no connection to " + authority,
          connectTimeout == null ? timeout : connectTimeout,
          cause);
    }
    if (cause instanceof ConnectionRequestTimeoutException) {
      return new CallTimeoutException("no free connection to " + authority, timeout, cause);
    }
    if (cause instanceof SocketTimeoutException) {
      return TransportExceptions.late(timeout, cause);
    }
    if (cause instanceof TruncatedChunkException) {
      return TransportExceptions.of(TransportFault.BROKEN_CONNECTION, request, cause);
    }
    if (cause instanceof HttpException
        || cause instanceof MalformedChunkCodingException
        || cause instanceof MessageConstraintException
        || cause instanceof ClientProtocolException) {
      return TransportExceptions.of(TransportFault.INVALID_RESPONSE, request, cause);
    }
    return TransportExceptions.of(request, cause);
  }
}
