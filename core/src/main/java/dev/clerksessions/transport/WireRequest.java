package dev.clerksessions.transport;

import java.net.URI;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/** A request as sent to the server, with the maximum size of its response. Immutable. */
public final class WireRequest {

  private final String method;
  private final URI uri;
  private final Map<String, String> headers;
  private final int maxResponseBytes;

  /**
   * Creates a request without a body.
   *
   * @param method the HTTP method, such as {@code GET}
   * @param uri the absolute URI, encoded; it is sent unchanged
   * @param headers the headers to send, each once, in this order; the HTTP stack adds {@code Host}
   *     and {@code Connection}
   * @param maxResponseBytes the maximum length of the response's body, in bytes before
   *     decompression
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
   * Returns the same request for another URI on the same server. Another server is rejected because
   * the headers contain the secret key.
   *
   * @param uri the absolute URI, encoded
   * @return a request that is otherwise the same
   * @throws IllegalArgumentException when the URI is on another server
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
   * The absolute URI.
   *
   * @return an encoded URI, to be sent unchanged
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
   * The maximum length of the response's body.
   *
   * @return a number of bytes, before decompression
   */
  public int maxResponseBytes() {
    return maxResponseBytes;
  }

  /** Returns the method, the URI and the names of the headers, without their values. */
  @Override
  public String toString() {
    return "WireRequest[" + method + " " + uri + ", headers " + headers.keySet() + "]";
  }
}
