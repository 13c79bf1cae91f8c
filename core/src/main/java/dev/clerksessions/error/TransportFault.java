package dev.clerksessions.error;

/** The reason that no complete response was received. */
public enum TransportFault {
  /** The host name can't be resolved. */
  UNKNOWN_HOST,
  /** Connection refused, or host unreachable. */
  CONNECT,
  /** The TLS handshake failed: an untrusted certificate, a wrong host name, or no TLS at all. */
  TLS,
  /** The connection was reset or closed before the response was complete. */
  BROKEN_CONNECTION,
  /** The response is not valid HTTP, or its HTTP is ambiguous. */
  INVALID_RESPONSE,
  /** The response body is larger than {@code ClerkConfig.maxBodyBytes}. */
  RESPONSE_TOO_LARGE,
  /** The response, or the wait for a connection, timed out. */
  TIMEOUT,
  /** The wait for a permit of the client's rate limiter would have exceeded the timeout. */
  RATE_LIMIT_WAIT_EXCEEDED,
  /** The calling thread was interrupted. */
  INTERRUPTED,
  /** The client is closed. */
  CLOSED
}
