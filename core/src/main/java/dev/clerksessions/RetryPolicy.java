package dev.clerksessions;

import dev.clerksessions.error.TransportFault;
import dev.clerksessions.internal.Preconditions;
import java.time.Duration;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which failed attempts are retried, how often, and after which delay. Listing sessions changes
 * nothing, so a retry is safe. Immutable.
 *
 * <p>The delay before the n-th retry is random between 0 and {@code baseDelay} times 2 to the n-1,
 * at most {@code maxDelay}. It is never shorter than the delay that the API requests in {@code
 * Retry-After}. If the delay would exceed what remains of the {@link ClerkConfig#callTimeout()},
 * the call fails immediately with the last attempt's exception. All calls of a port share a bucket
 * of 500 retry tokens, which limits retry traffic while the server is down: a retry takes 5 tokens,
 * a successful call returns some, and without tokens a call fails after its first attempt.
 */
public final class RetryPolicy {

  // A retry can't fix these faults, or isn't wanted.
  private static final Set<TransportFault> NON_RETRYABLE =
      EnumSet.of(
          TransportFault.TLS,
          TransportFault.RATE_LIMIT_WAIT_EXCEEDED,
          TransportFault.INTERRUPTED,
          TransportFault.CLOSED);

  /**
   * At most two retries, after random delays of at most 250 ms and 500 ms. Retries statuses 408,
   * 429, 500, 502, 503 and 504, broken and refused connections, timeouts, and successful responses
   * without a body.
   */
  public static final RetryPolicy DEFAULT = builder().build();

  /** Makes one attempt per call, without retries. */
  public static final RetryPolicy NONE = builder().maxRetries(0).build();

  private final int maxRetries;
  private final Duration baseDelay;
  private final Duration maxDelay;
  private final Set<Integer> retryableStatuses;
  private final Set<TransportFault> retryableFaults;

  private RetryPolicy(Builder builder) {
    maxRetries = builder.maxRetries;
    if (maxRetries < 0 || maxRetries > 20) {
      throw new IllegalArgumentException("maxRetries must be 0 to 20, was " + maxRetries);
    }
    baseDelay = requireDelay("baseDelay", builder.baseDelay);
    maxDelay = requireDelay("maxDelay", builder.maxDelay);
    retryableStatuses = Set.copyOf(builder.retryableStatuses);
    for (int status : new TreeSet<>(retryableStatuses)) {
      if (status < 400 || status > 599) {
        throw new IllegalArgumentException("retryableStatuses must be 400 to 599, has " + status);
      }
    }
    retryableFaults = Set.copyOf(builder.retryableFaults);
    for (TransportFault fault : NON_RETRYABLE) {
      if (retryableFaults.contains(fault)) {
        throw new IllegalArgumentException(
            "retryableFaults must leave out " + NON_RETRYABLE + ", has " + fault);
      }
    }
  }

  private static Duration requireDelay(String field, Duration delay) {
    Preconditions.requireSet(field, delay);
    if (delay.isNegative() || delay.compareTo(Duration.ofHours(1)) > 0) {
      throw new IllegalArgumentException(field + " must be 0 to 1 h, was " + delay);
    }
    return delay;
  }

  /**
   * Returns a builder that has the values of {@link #DEFAULT}.
   *
   * @return a builder with the default values
   */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Returns the maximum number of retries per call.
   *
   * @return 0 to 20
   */
  public int maxRetries() {
    return maxRetries;
  }

  /**
   * Returns the maximum delay before the first retry.
   *
   * @return 0 to 1 h
   */
  public Duration baseDelay() {
    return baseDelay;
  }

  /**
   * Returns the maximum delay that the policy chooses. The API's {@code Retry-After} may be longer.
   *
   * @return 0 to 1 h
   */
  public Duration maxDelay() {
    return maxDelay;
  }

  /**
   * Returns the HTTP statuses that are retried.
   *
   * @return statuses from 400 to 599, unmodifiable
   */
  public Set<Integer> retryableStatuses() {
    return retryableStatuses;
  }

  /**
   * Returns the transport faults that are retried. A successful response without a body is treated
   * as {@link TransportFault#BROKEN_CONNECTION}.
   *
   * @return the faults, unmodifiable
   */
  public Set<TransportFault> retryableFaults() {
    return retryableFaults;
  }

  @Override
  public String toString() {
    return "RetryPolicy[maxRetries="
        + maxRetries
        + ", baseDelay="
        + baseDelay
        + ", maxDelay="
        + maxDelay
        + ", retryableStatuses="
        + new TreeSet<>(retryableStatuses)
        + ", retryableFaults="
        + retryableFaults.stream().sorted().toList()
        + "]";
  }

  /** Builds a {@link RetryPolicy}. Not safe for use by multiple threads. */
  public static final class Builder {

    private int maxRetries = 2;
    private Duration baseDelay = Duration.ofMillis(250);
    private Duration maxDelay = Duration.ofSeconds(20);
    private Set<Integer> retryableStatuses = Set.of(408, 429, 500, 502, 503, 504);
    private Set<TransportFault> retryableFaults =
        EnumSet.of(
            TransportFault.CONNECT, TransportFault.BROKEN_CONNECTION, TransportFault.TIMEOUT);

    private Builder() {}

    /**
     * Sets the maximum number of retries per call.
     *
     * @param maxRetries 0 to 20; 2 by default
     * @return this
     */
    public Builder maxRetries(int maxRetries) {
      this.maxRetries = maxRetries;
      return this;
    }

    /**
     * Sets the maximum delay before the first retry. It doubles with each further retry.
     *
     * @param baseDelay 0 to 1 h; 250 ms by default
     * @return this
     */
    public Builder baseDelay(Duration baseDelay) {
      this.baseDelay = baseDelay;
      return this;
    }

    /**
     * Sets the maximum delay that the policy chooses. The API's {@code Retry-After} may be longer.
     *
     * @param maxDelay 0 to 1 h; 20 s by default
     * @return this
     */
    public Builder maxDelay(Duration maxDelay) {
      this.maxDelay = maxDelay;
      return this;
    }

    /**
     * Sets the HTTP statuses that are retried.
     *
     * @param retryableStatuses statuses from 400 to 599; 408, 429, 500, 502, 503 and 504 by default
     * @return this
     */
    public Builder retryableStatuses(Collection<Integer> retryableStatuses) {
      this.retryableStatuses = Set.copyOf(retryableStatuses);
      return this;
    }

    /**
     * Sets the transport faults that are retried.
     *
     * @param retryableFaults any except {@code TLS}, {@code RATE_LIMIT_WAIT_EXCEEDED}, {@code
     *     INTERRUPTED} and {@code CLOSED}; {@code CONNECT}, {@code BROKEN_CONNECTION} and {@code
     *     TIMEOUT} by default
     * @return this
     */
    public Builder retryableFaults(Collection<TransportFault> retryableFaults) {
      this.retryableFaults = Set.copyOf(retryableFaults);
      return this;
    }

    /**
     * Validates the values and builds the policy.
     *
     * @return the policy
     * @throws IllegalArgumentException if a value is invalid; the message names the field, the rule
     *     and the value
     */
    public RetryPolicy build() {
      return new RetryPolicy(this);
    }
  }
}
