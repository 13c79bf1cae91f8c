package dev.clerksessions.testkit.contract;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.clerksessions.error.TransportFault;
import dev.clerksessions.transport.BodyCollector;
import dev.clerksessions.transport.TransportExceptions;
import dev.clerksessions.transport.WireRequest;
import dev.clerksessions.transport.WireResponse;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Reads the answer of a connection. */
record UrlConnectionResponse(WireRequest request, int status, Map<String, List<String>> headers) {

  static WireResponse of(WireRequest request, HttpURLConnection connection) throws IOException {
    int status = connection.getResponseCode();
    if (status < 0) {
      throw TransportExceptions.of(TransportFault.INVALID_RESPONSE, request, null);
    }
    UrlConnectionResponse answer = new UrlConnectionResponse(request, status);
    connection.getHeaderFields().forEach(answer::add);
    InputStream body = status < 400 ? connection.getInputStream() : connection.getErrorStream();
    if (status < 200) {
      WireResponse behind = behindInterim(request, body);
      connection.disconnect();
      return behind;
    }
    return answer.with(body == null ? InputStream.nullInputStream() : body);
  }

  private UrlConnectionResponse(WireRequest request, int status) {
    this(request, status, new TreeMap<>(String.CASE_INSENSITIVE_ORDER));
  }

  /** The status line comes as a header without a name. */
  private void add(String name, List<String> values) {
    if (name != null) {
      headers.put(name, values);
    }
  }

  private List<String> values(String name) {
    return headers.getOrDefault(name, List.of());
  }

  private WireResponse with(InputStream stream) throws IOException {
    List<String> lengths = values("Content-Length");
    BodyCollector body =
        new BodyCollector(request, lengths, headers.containsKey("Transfer-Encoding"));
    try (stream) {
      body.addAll(stream);
    }
    byte[] bytes = body.toByteArray();
    if (!lengths.isEmpty() && bytes.length < Long.parseLong(lengths.get(0)) && status != 304) {
      throw new EOFException("the connection ended before the body, which the JDK doesn't tell");
    }
    return new WireResponse(status, name -> values(name).stream().findFirst().orElse(null), bytes);
  }

  /** Before JDK 20, 103 is taken for the answer, and the answer for its body. */
  private static WireResponse behindInterim(WireRequest request, InputStream rest)
      throws IOException {
    int status = Integer.parseInt(line(rest).split(" ", 3)[1]);
    UrlConnectionResponse answer = new UrlConnectionResponse(request, status);
    for (String line = line(rest); !line.isEmpty(); line = line(rest)) {
      String[] header = line.split(": *", 2);
      answer.add(header[0], List.of(header[1]));
    }
    int length = Integer.parseInt(answer.values("Content-Length").get(0));
    return answer.with(new ByteArrayInputStream(rest.readNBytes(length)));
  }

  private static String line(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int next = in.read(); next != '\n'; next = in.read()) {
      if (next < 0) {
        throw new EOFException("the connection ended within a head");
      }
      line.write(next);
    }
    return line.toString(ISO_8859_1).strip();
  }
}
