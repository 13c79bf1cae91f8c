package dev.clerksessions;

import dev.clerksessions.error.TransportFault;
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
  private static final Set<TransportFault> NEVER =
      EnumSet.of(
          TransportFault.TLS,
          TransportFault.NO_TURN,
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
  private final Set<Integer> statuses;
  private final Set<TransportFault> faults;

  private RetryPolicy(Builder builder) {
    maxRetries = builder.maxRetries;
    if (maxRetries < 0 || maxRetries > 20) {
      throw new IllegalArgumentException("maxRetries must be 0 to 20, was " + maxRetries);
    }
    baseDelay = delay("baseDelay", builder.baseDelay);
    maxDelay = delay("maxDelay", builder.maxDelay);
    statuses = Set.copyOf(builder.statuses);
    for (int status : new TreeSet<>(statuses)) {
      if (status < 400 || status > 599) {
        throw new IllegalArgumentException("statuses must be 400 to 599, has " + status);
      }
    }
    faults = Set.copyOf(builder.faults);
    for (TransportFault fault : NEVER) {
      if (faults.contains(fault)) {
        throw new IllegalArgumentException("faults must leave out " + NEVER + ", has " + fault);
      }
    }
  }

  private static Duration delay(String field, Duration delay) {
    Checks.present(field, delay);
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
   * Which statuses are tried again.
   *
   * @return statuses from 400 to 599
   */
  public Set<Integer> statuses() {
    return statuses;
  }

  /**
   * Which faults of the connection are tried again. A success without a body counts as {@link
   * TransportFault#BROKEN_CONNECTION}.
   *
   * @return faults
   */
  public Set<TransportFault> faults() {
    return faults;
  }

  @Override
  public String toString() {
    return "RetryPolicy[maxRetries="
        + maxRetries
        + ", baseDelay="
        + baseDelay
        + ", maxDelay="
        + maxDelay
        + ", statuses="
        + new TreeSet<>(statuses)
        + ", faults="
        + faults.stream().sorted().toList()
        + "]";
  }

  /** Collects a policy. Not safe for use by many threads. */
  public static final class Builder {

    private int maxRetries = 2;
    private Duration baseDelay = Duration.ofMillis(250);
    private Duration maxDelay = Duration.ofSeconds(20);
    private Set<Integer> statuses = Set.of(408, 429, 500, 502, 503, 504);
    private Set<TransportFault> faults =
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
     * Sets which statuses are tried again.
     *
     * @param statuses statuses from 400 to 599; 408, 429, 500, 502, 503 and 504 if not set
     * @return this
     */
    public Builder statuses(Collection<Integer> statuses) {
      this.statuses = Set.copyOf(statuses);
      return this;
    }

    /**
     * Sets which faults of the connection are tried again.
     *
     * @param faults any but {@code TLS}, {@code NO_TURN}, {@code INTERRUPTED} and {@code CLOSED};
     *     {@code CONNECT}, {@code BROKEN_CONNECTION} and {@code TIMEOUT} if not set
     * @return this
     */
    public Builder faults(Collection<TransportFault> faults) {
      this.faults = Set.copyOf(faults);
      return this;
    }

    /**
     * Checks and makes the policy.
     *
     * @return the policy
     * @throws IllegalArgumentException naming the field, the rule and the value that breaks it
     */
    public RetryPolicy build() {
      return new RetryPolicy(this);
    }
  }
}
