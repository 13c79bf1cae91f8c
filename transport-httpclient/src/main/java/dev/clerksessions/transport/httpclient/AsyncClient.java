package dev.clerksessions.transport.httpclient;

import org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient;

/**
 * An asynchronous client, and how to close those of its connections that nobody uses: when one of
 * them was of no use any more, the others may be like it.
 */
record AsyncClient(CloseableHttpAsyncClient client, Runnable closeIdle) {

  /** A client of the caller's, whose connections aren't ours to close. */
  static AsyncClient ofCaller(CloseableHttpAsyncClient client) {
    return new AsyncClient(client, () -> {});
  }
}
