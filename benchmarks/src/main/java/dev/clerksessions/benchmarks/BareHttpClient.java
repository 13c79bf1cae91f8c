package dev.clerksessions.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;

/** HttpClient 5's classic client with a pool and databind. */
final class BareHttpClient implements Lister {

  private final CloseableHttpClient client =
      HttpClients.custom()
          .setConnectionManager(
              PoolingHttpClientConnectionManagerBuilder.create()
                  .setMaxConnPerRoute(64)
                  .setMaxConnTotal(64)
                  .build())
          // Ours inflates by itself as well; the plain port ignores what is asked for.
          .disableContentCompression()
          .build();
  private final String url;

  BareHttpClient(String url) {
    this.url = url;
  }

  @Override
  public int list(int limit) throws IOException {
    HttpGet request = new HttpGet(url + Lister.target(limit));
    request.setHeader("Authorization", "Bearer sk_test_benchmark");
    request.setHeader("Accept", "application/json");
    return client.execute(
        request,
        response -> {
          if (response.getCode() != 200) {
            throw new IllegalStateException("status " + response.getCode());
          }
          BarePage page = BarePage.READER.readValue(response.getEntity().getContent());
          return page.data().size();
        });
  }

  @Override
  public void close() {
    try {
      client.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
