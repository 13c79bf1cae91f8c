package dev.clerksessions.benchmarks;

import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/** {@code java.net.http} as its documentation shows it, with databind. */
final class BareJdk implements Lister {

  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final String url;

  BareJdk(String url) {
    this.url = url;
  }

  @Override
  public int list(int limit) throws Exception {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url + Lister.target(limit)))
            .header("Authorization", "Bearer sk_test_benchmark")
            .header("Accept", "application/json")
            .build();
    HttpResponse<InputStream> response =
        client.send(request, HttpResponse.BodyHandlers.ofInputStream());
    try (InputStream body = response.body()) {
      if (response.statusCode() != 200) {
        throw new IllegalStateException("status " + response.statusCode());
      }
      BarePage page = BarePage.READER.readValue(body);
      return page.data().size();
    }
  }

  @Override
  public void close() {}
}
