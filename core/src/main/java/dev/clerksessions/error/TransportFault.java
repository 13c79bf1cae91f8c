package dev.clerksessions.error;

/** Why no complete answer came. */
public enum TransportFault {
  /** The host's name isn't known. */
  UNKNOWN_HOST,
  /** Nobody listens there, or there is no way to it. */
  CONNECT,
  /** The TLS handshake failed: an untrusted certificate, a wrong host name, or no TLS at all. */
  TLS,
  /** The connection was reset or closed before the answer was complete. */
  BROKEN_CONNECTION,
  /** What came is no HTTP, or HTTP that can be read in two ways. */
  INVALID_RESPONSE,
  /** The answer's body is longer than {@code ClerkConfig.maxBodyBytes} allows. */
  RESPONSE_TOO_LARGE,
  /** The answer wasn't complete in time, or no connection was free in time. */
  TIMEOUT,
  /** No turn came in time under the rate limit that the client itself keeps. */
  RATE_LIMIT_WAIT_EXCEEDED,
  /** The calling thread was interrupted. */
  INTERRUPTED,
  /** The client is closed. */
  CLOSED
}
