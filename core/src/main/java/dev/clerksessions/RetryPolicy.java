package dev.clerksessions;

import dev.clerksessions.error.TransportFault;
import dev.clerksessions.internal.Preconditions;
import java.time.Duration;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Set;
import java.util.TreeSet;

/**
 * What is tried again, how often, and after what wait. Listing sessions changes nothing, so trying
 * it again is safe. Immutable.
 *
 * <p>The wait before the n-th retry is random between nothing and {@code baseDelay} times 2 to the
 * n-1, at most {@code maxDelay}; it is never shorter than what the API asks for in {@code
 * Retry-After}, and a call whose wait would pass its {@link ClerkConfig#callTimeout()} fails at
 * once with what it has. Beyond that, all calls of a port share a budget, so that a server that is
 * down isn't stormed: a retry takes 5 of 500 tokens, an answer gives some back, and without tokens
 * a call fails after its first try.
 */
public final class RetryPolicy {

  // Trying again can't mend them, or isn't wanted.
  private static final Set<TransportFault> NON_RETRYABLE =
      EnumSet.of(
          TransportFault.TLS,
          TransportFault.RATE_LIMIT_WAIT_EXCEEDED,
          TransportFault.INTERRUPTED,
          TransportFault.CLOSED);

  /**
   * Two retries, after random waits of at most 250 ms and 500 ms, of 408, 429, 500, 502, 503, 504,
   * broken and refused connections, timeouts, and a success without a body.
   */
  public static final RetryPolicy DEFAULT = builder().build();

  /** Every call is one try. */
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
    baseDelay = delay("baseDelay", builder.baseDelay);
    maxDelay = delay("maxDelay", builder.maxDelay);
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

  private static Duration delay(String field, Duration delay) {
    Preconditions.requireSet(field, delay);
    if (delay.isNegative() || delay.compareTo(Duration.ofHours(1)) > 0) {
      throw new IllegalArgumentException(field + " must be 0 to 1 h, was " + delay);
    }
    return delay;
  }

  /**
   * Starts with the default.
   *
   * @return a builder that can be built as it is
   */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * How often a call is tried again.
   *
   * @return 0 to 20
   */
  public int maxRetries() {
    return maxRetries;
  }

  /**
   * The longest wait before the first retry.
   *
   * @return 0 to 1 h
   */
  public Duration baseDelay() {
    return baseDelay;
  }

  /**
   * The longest wait that isn't asked for by the API.
   *
   * @return 0 to 1 h
   */
  public Duration maxDelay() {
    return maxDelay;
  }

  /**
   * Which retryableStatuses are tried again.
   *
   * @return retryableStatuses from 400 to 599
   */
  public Set<Integer> retryableStatuses() {
    return retryableStatuses;
  }

  /**
   * Which retryableFaults of the connection are tried again. A success without a body counts as
   * {@link TransportFault#BROKEN_CONNECTION}.
   *
   * @return retryableFaults
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

  /** Collects a policy. Not safe for use by many threads. */
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
     * Sets how often a call is tried again.
     *
     * @param maxRetries 0 to 20; 2 if not set
     * @return this
     */
    public Builder maxRetries(int maxRetries) {
      this.maxRetries = maxRetries;
      return this;
    }

    /**
     * Sets the longest wait before the first retry; it doubles with each.
     *
     * @param baseDelay 0 to 1 h; 250 ms if not set
     * @return this
     */
    public Builder baseDelay(Duration baseDelay) {
      this.baseDelay = baseDelay;
      return this;
    }

    /**
     * Sets the longest wait that isn't asked for by the API.
     *
     * @param maxDelay 0 to 1 h; 20 s if not set
     * @return this
     */
    public Builder maxDelay(Duration maxDelay) {
      this.maxDelay = maxDelay;
      return this;
    }

    /**
     * Sets which retryableStatuses are tried again.
     *
     * @param retryableStatuses retryableStatuses from 400 to 599; 408, 429, 500, 502, 503 and 504
     *     if not set
     * @return this
     */
    public Builder retryableStatuses(Collection<Integer> retryableStatuses) {
      this.retryableStatuses = Set.copyOf(retryableStatuses);
      return this;
    }

    /**
     * Sets which retryableFaults of the connection are tried again.
     *
     * @param retryableFaults any but {@code TLS}, {@code RATE_LIMIT_WAIT_EXCEEDED}, {@code
     *     INTERRUPTED} and {@code CLOSED}; {@code CONNECT}, {@code BROKEN_CONNECTION} and {@code
     *     TIMEOUT} if not set
     * @return this
     */
    public Builder retryableFaults(Collection<TransportFault> retryableFaults) {
      this.retryableFaults = Set.copyOf(retryableFaults);
      return this;
    }

    /**
     * Preconditions and makes the policy.
     *
     * @return the policy
     * @throws IllegalArgumentException naming the field, the rule and the value that breaks it
     */
    public RetryPolicy build() {
      return new RetryPolicy(this);
    }
  }
}
