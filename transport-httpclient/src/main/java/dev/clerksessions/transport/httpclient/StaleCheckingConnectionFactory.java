package dev.clerksessions.transport.httpclient;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketException;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.io.ManagedHttpClientConnection;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.io.DefaultHttpRequestWriterFactory;
import org.apache.hc.core5.http.impl.io.DefaultHttpResponseParserFactory;
import org.apache.hc.core5.http.io.HttpConnectionFactory;
import org.apache.hc.core5.http.io.HttpMessageParser;
import org.apache.hc.core5.http.io.HttpMessageWriter;
import org.apache.hc.core5.http.io.SessionInputBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Makes connections that no answer outlives. Bytes that a server sent behind an answer would be
 * read as the answer to the next call; a connection that has some fails with {@link
 * StaleConnectionException} before it sends anything, just as one fails that the server closed or
 * reset while it was idle. HttpClient's own check of an idle connection would cost every call a
 * millisecond.
 */
final class StaleCheckingConnectionFactory
    implements HttpConnectionFactory<ManagedHttpClientConnection> {

  private final Http1Config config;

  StaleCheckingConnectionFactory(Http1Config config) {
    this.config = config;
  }

  @Override
  public ManagedHttpClientConnection createConnection(Socket socket) throws IOException {
    Guard guard = new Guard();
    ManagedHttpClientConnection connection =
        ManagedHttpClientConnectionFactory.builder()
            .http1Config(config)
            .requestWriterFactory(
                () -> guard.guarding(new DefaultHttpRequestWriterFactory(config).create()))
            .responseParserFactory(
                ignored -> guard.guarding(new DefaultHttpResponseParserFactory(config).create()))
            .build()
            .createConnection(socket);
    guard.connection = connection;
    return connection;
  }

  /** Knows one connection's input; for the thread that has the connection. */
  private static final class Guard {

    private @Nullable ManagedHttpClientConnection connection;
    private @Nullable SessionInputBuffer buffer;
    private @Nullable InputStream in;
    // Until something of an answer comes, a kept connection may turn out to be of no use.
    private boolean awaitingFirstByte;

    HttpMessageWriter<ClassicHttpRequest> guarding(HttpMessageWriter<ClassicHttpRequest> writer) {
      return (request, outBuffer, out) -> {
        try {
          if (hasUnreadInput()) {
            throw new StaleConnectionException("the server sent more than its last answer", null);
          }
          awaitingFirstByte = buffer != null;
          writer.write(request, outBuffer, out);
          // Here, and not when HttpClient would, to see what becomes of it.
          outBuffer.flush(out);
        } catch (SocketException e) {
          throw buffer == null ? e : new StaleConnectionException("reset while idle", e);
        }
      };
    }

    HttpMessageParser<ClassicHttpResponse> guarding(HttpMessageParser<ClassicHttpResponse> parser) {
      return (inBuffer, stream) -> parsed(parser, inBuffer, stream);
    }

    private ClassicHttpResponse parsed(
        HttpMessageParser<ClassicHttpResponse> parser,
        SessionInputBuffer inBuffer,
        InputStream stream)
        throws IOException, HttpException {
      try {
        ClassicHttpResponse response = parser.parse(inBuffer, stream);
        if (response == null && awaitingFirstByte) {
          throw new StaleConnectionException("closed while idle", null);
        }
        return response;
      } catch (SocketException e) {
        if (awaitingFirstByte && inBuffer.length() == 0) {
          throw new StaleConnectionException("reset while idle", e);
        }
        throw e;
      } finally {
        buffer = inBuffer;
        in = stream;
        awaitingFirstByte = false;
      }
    }

    private boolean hasUnreadInput() throws IOException {
      if (buffer == null || in == null || connection == null) {
        return false;
      }
      if (buffer.length() > 0 || in.available() > 0) {
        return true;
      }
      // Under TLS, what came but wasn't read yet. To ask twice costs a system call.
      return connection.getSSLSession() != null
          && connection.getSocket().getInputStream().available() > 0;
    }
  }
}
