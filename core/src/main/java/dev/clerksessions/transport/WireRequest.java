package dev.clerksessions.transport;

import java.net.URI;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/** A request as it goes on the wire, and how long an answer it takes. Immutable. */
public final class WireRequest {

  private final String method;
  private final URI uri;
  private final Map<String, String> headers;
  private final int maxResponseBytes;

  /**
   * Makes a request without a body.
   *
   * @param method the HTTP method, such as {@code GET}
   * @param uri the absolute address, encoded: it is sent as it is
   * @param headers the headers to send, each once, in this order; a stack adds {@code Host} and
   *     {@code Connection}
   * @param maxResponseBytes how long the answer's body may be, in bytes as they come
   */
  public WireRequest(String method, URI uri, Map<String, String> headers, int maxResponseBytes) {
    this.method = method;
    this.uri = uri;
    this.headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
    this.maxResponseBytes = maxResponseBytes;
  }

  private WireRequest(WireRequest like, URI uri) {
    method = like.method;
    this.uri = uri;
    headers = like.headers;
    maxResponseBytes = like.maxResponseBytes;
  }

  /**
   * The same request of another address on the same server, since its headers have the key.
   *
   * @param uri the absolute address, encoded
   * @return a request that shares all else
   * @throws IllegalArgumentException when it is on another server
   */
  public WireRequest to(URI uri) {
    if (!Objects.equals(uri.getScheme(), this.uri.getScheme())
        || !Objects.equals(uri.getRawAuthority(), this.uri.getRawAuthority())) {
      throw new IllegalArgumentException(
          "uri must be on " + this.uri.getAuthority() + ", was on " + uri.getAuthority());
    }
    return new WireRequest(this, uri);
  }

  /**
   * The HTTP method.
   *
   * @return a name such as {@code GET}
   */
  public String method() {
    return method;
  }

  /**
   * The absolute address.
   *
   * @return an encoded address, to be sent as it is
   */
  public URI uri() {
    return uri;
  }

  /**
   * The headers to send. One of them carries the secret key: never log their values.
   *
   * @return names and values in order, unmodifiable
   */
  public Map<String, String> headers() {
    return headers;
  }

  /**
   * How long the answer's body may be.
   *
   * @return a number of bytes, counted as they come
   */
  public int maxResponseBytes() {
    return maxResponseBytes;
  }

  /** Returns method and address and the names of the headers, not their values. */
  @Override
  public String toString() {
    return "WireRequest[" + method + " " + uri + ", headers " + headers.keySet() + "]";
  }
}
