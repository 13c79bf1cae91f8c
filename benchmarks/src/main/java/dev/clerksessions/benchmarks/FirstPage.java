package dev.clerksessions.benchmarks;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.clerksessions.PaginatedResourceResponse;
import dev.clerksessions.Session;
import dev.clerksessions.SessionListParams;
import dev.clerksessions.SessionsPort;
import dev.clerksessions.transport.httpclient.HttpClientSessions;
import dev.clerksessions.transport.jdk.JdkSessions;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;

/** The smallest programs that list one page, and end: ours, and each bare stack with a parser. */
final class FirstPage {

  private FirstPage() {}

  /** Over {@code transport-httpclient}. */
  static final class OverHttpClient {
    private OverHttpClient() {}

    /**
     * Lists a page.
     *
     * @param args the URL
     */
    public static void main(String[] args) {
      try (HttpClientSessions sessions =
          HttpClientSessions.builder(StubProcess.config(args[0])).build()) {
        check(ids(sessions));
      }
    }
  }

  /** Over {@code transport-jdk}. */
  static final class OverJdk {
    private OverJdk() {}

    /**
     * Lists a page.
     *
     * @param args the URL
     */
    public static void main(String[] args) {
      try (JdkSessions sessions = JdkSessions.builder(StubProcess.config(args[0])).build()) {
        check(ids(sessions));
      }
    }
  }

  private static List<String> ids(SessionsPort sessions) {
    PaginatedResourceResponse<Session> page =
        sessions.getSessionList(SessionListParams.builder().userId(StubServer.USER).build());
    List<String> ids = new ArrayList<>();
    for (Session session : page.data()) {
      ids.add(session.id());
    }
    return ids;
  }

  /** Over HttpClient 5 alone. */
  static final class BareHttpClient5 {
    private BareHttpClient5() {}

    /**
     * Lists a page.
     *
     * @param args the URL
     */
    public static void main(String[] args) throws IOException {
      try (CloseableHttpClient client = HttpClients.createDefault()) {
        HttpGet request = new HttpGet(args[0] + Lister.target(10));
        request.setHeader("Authorization", "Bearer sk_test_benchmark");
        check(client.execute(request, response -> ids(response.getEntity().getContent())));
      }
    }
  }

  /** Over {@code java.net.http} alone. */
  static final class BareJdkClient {
    private BareJdkClient() {}

    /**
     * Lists a page.
     *
     * @param args the URL
     */
    public static void main(String[] args) throws IOException, InterruptedException {
      HttpRequest request =
          HttpRequest.newBuilder(URI.create(args[0] + Lister.target(10)))
              .version(HttpClient.Version.HTTP_1_1)
              .header("Authorization", "Bearer sk_test_benchmark")
              .build();
      check(
          ids(
              HttpClient.newHttpClient()
                  .send(request, HttpResponse.BodyHandlers.ofInputStream())
                  .body()));
    }
  }

  private static List<String> ids(InputStream body) throws IOException {
    List<String> ids = new ArrayList<>();
    try (JsonParser parser = new JsonFactory().createParser(body)) {
      int depth = 0;
      for (JsonToken token; (token = parser.nextToken()) != null; ) {
        if (token == JsonToken.START_OBJECT) {
          depth++;
        } else if (token == JsonToken.END_OBJECT) {
          depth--;
        } else if (depth == 2
            && token == JsonToken.VALUE_STRING
            && parser.currentName().equals("id")) {
          ids.add(parser.getText());
        }
      }
    }
    return ids;
  }

  private static void check(List<String> ids) {
    if (ids.size() != 10) {
      throw new IllegalStateException("found " + ids.size() + " sessions of 10");
    }
  }
}
