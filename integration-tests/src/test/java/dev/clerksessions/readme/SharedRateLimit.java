package dev.clerksessions.readme;

import dev.clerksessions.ratelimit.RateLimit;
import dev.clerksessions.ratelimit.RateLimiter;
import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.distributed.proxy.ProxyManager;
import io.github.bucket4j.mysql.Bucket4jMySQL;
import javax.sql.DataSource;

/** One limit for all processes that use a key, in a table {@code bucket (id, state)} of MySQL. */
final class SharedRateLimit {

  private SharedRateLimit() {}

  static RateLimiter of(DataSource database, RateLimit limit, long keyNumber) {
    BucketConfiguration configuration =
        BucketConfiguration.builder()
            .addLimit(
                Bandwidth.builder()
                    .capacity(limit.requests())
                    .refillIntervally(limit.requests(), limit.period())
                    .build())
            .build();
    ProxyManager<Long> buckets = Bucket4jMySQL.selectForUpdateBasedBuilder(database).build();
    return RateLimiter.of(buckets.builder().build(keyNumber, () -> configuration));
  }
}
