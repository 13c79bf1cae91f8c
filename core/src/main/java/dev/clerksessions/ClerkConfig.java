package dev.clerksessions;

import dev.clerksessions.internal.Preconditions;
import dev.clerksessions.ratelimit.RateLimiter;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The configuration of a client: the API's URL, the secret key, timeouts, retries and limits.
 * {@link Builder#build()} validates the values. Immutable.
 */
public final class ClerkConfig {

  /** The URL of Clerk's Backend API: {@value}. */
  public static final String DEFAULT_API_URL = "https://api.clerk.com";

  /** The API version that this library supports: {@value}. */
  public static final String DEFAULT_API_VERSION = "2026-05-12";

  /** The default maximum size of a response body: {@value} bytes, 16 MiB. */
  public static final int DEFAULT_MAX_BODY_BYTES = 16 * 1024 * 1024;

  /** The default maximum number of concurrent requests: {@value}. */
  public static final int DEFAULT_MAX_CONNECTIONS = 64;

  private static final Duration MAX_TIMEOUT = Duration.ofDays(1);

  private final SecretKey secretKey;
  private final URI apiUrl;
  private final boolean plainHttpAllowed;
  private final String apiVersion;
  private final Duration connectTimeout;
  private final Duration attemptTimeout;
  private final Duration callTimeout;
  private final RetryPolicy retryPolicy;
  private final @Nullable RateLimiter rateLimiter;
  private final int maxConnections;
  private final int maxBodyBytes;
  private final @Nullable String userAgentSuffix;

  private ClerkConfig(Builder builder) {
    secretKey = builder.secretKey == null ? SecretKey.of(null) : builder.secretKey;
    plainHttpAllowed = builder.plainHttpAllowed;
    apiUrl = ApiUrl.parse(Preconditions.requireSet("apiUrl", builder.apiUrl), plainHttpAllowed);
    apiVersion = requireHeaderValue("apiVersion", builder.apiVersion);
    connectTimeout = requireTimeout("connectTimeout", builder.connectTimeout);
    attemptTimeout = requireTimeout("attemptTimeout", builder.attemptTimeout);
    callTimeout = requireTimeout("callTimeout", builder.callTimeout);
    retryPolicy = Preconditions.requireSet("retryPolicy", builder.retryPolicy);
    rateLimiter = builder.rateLimiter;
    maxConnections = requirePositive("maxConnections", builder.maxConnections);
    maxBodyBytes = requirePositive("maxBodyBytes", builder.maxBodyBytes);
    userAgentSuffix =
        builder.userAgentSuffix == null
            ? null
            : requireHeaderValue("userAgentSuffix", builder.userAgentSuffix);
  }

  /**
   * Returns a builder that has the default values and no secret key.
   *
   * @return a builder; the secret key must be set
   */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Reads the secret key from {@code CLERK_SECRET_KEY} and, if it is set, the API's URL from {@code
   * CLERK_API_URL}. Clerk's official clients read the same variables. All other values are the
   * defaults; use {@link #toBuilder()} to change them.
   *
   * @return the configuration
   * @throws IllegalArgumentException if the key is not set, or one of the two values is invalid
   */
  public static ClerkConfig fromEnvironment() {
    return fromEnvironment(System.getenv());
  }

  /**
   * Reads the configuration from the given variables, as {@link #fromEnvironment()} does.
   *
   * @param environment names and values; an empty value is treated as not set
   * @return the configuration
   * @throws IllegalArgumentException if the key is not set, or one of the two values is invalid
   */
  public static ClerkConfig fromEnvironment(Map<String, String> environment) {
    String key = environment.getOrDefault("CLERK_SECRET_KEY", "");
    if (key.isEmpty()) {
      throw new IllegalArgumentException("CLERK_SECRET_KEY must be set in the environment");
    }
    Builder builder = builder().secretKey(key);
    String url = environment.getOrDefault("CLERK_API_URL", "");
    return (url.isEmpty() ? builder : builder.apiUrl(url)).build();
  }

  /**
   * Returns the secret key that every request sends.
   *
   * @return the secret key
   */
  public SecretKey secretKey() {
    return secretKey;
  }

  /**
   * Returns the API's URL, without {@code /v1}.
   *
   * @return an absolute URL without a slash at its end
   */
  public URI apiUrl() {
    return apiUrl;
  }

  /**
   * Returns the API version that every request specifies.
   *
   * @return a date, such as {@value #DEFAULT_API_VERSION}
   */
  public String apiVersion() {
    return apiVersion;
  }

  /**
   * Returns the maximum time to connect.
   *
   * @return the timeout for TCP and TLS together
   */
  public Duration connectTimeout() {
    return connectTimeout;
  }

  /**
   * Returns the maximum duration of one attempt, from connecting to the last byte of the body.
   *
   * @return the timeout of one attempt
   */
  public Duration attemptTimeout() {
    return attemptTimeout;
  }

  /**
   * Returns the maximum duration of a call, including retries and all waits.
   *
   * @return the timeout of the whole call
   */
  public Duration callTimeout() {
    return callTimeout;
  }

  /**
   * Returns the retry policy.
   *
   * @return the retry policy
   */
  public RetryPolicy retryPolicy() {
    return retryPolicy;
  }

  /**
   * Returns the rate limiter that all calls share.
   *
   * @return the limiter, or null if none is configured; {@link RateLimitable#rateLimited()} then
   *     uses the limiter of the secret key
   */
  public @Nullable RateLimiter rateLimiter() {
    return rateLimiter;
  }

  /**
   * Returns the maximum number of concurrent requests, which is also the maximum number of
   * connections in use.
   *
   * @return 1 or more
   */
  public int maxConnections() {
    return maxConnections;
  }

  /**
   * Returns the maximum size of a response body, both compressed and decompressed.
   *
   * @return the size in bytes
   */
  public int maxBodyBytes() {
    return maxBodyBytes;
  }

  /**
   * Returns what the application appends to the {@code User-Agent} header.
   *
   * @return the suffix, or null for none
   */
  public @Nullable String userAgentSuffix() {
    return userAgentSuffix;
  }

  /**
   * Returns a builder that has the values of this configuration.
   *
   * @return a builder with the same values
   */
  public Builder toBuilder() {
    Builder copy = new Builder();
    copy.secretKey = secretKey;
    copy.apiUrl = apiUrl.toString();
    copy.plainHttpAllowed = plainHttpAllowed;
    copy.apiVersion = apiVersion;
    copy.connectTimeout = connectTimeout;
    copy.attemptTimeout = attemptTimeout;
    copy.callTimeout = callTimeout;
    copy.retryPolicy = retryPolicy;
    copy.rateLimiter = rateLimiter;
    copy.maxConnections = maxConnections;
    copy.maxBodyBytes = maxBodyBytes;
    copy.userAgentSuffix = userAgentSuffix;
    return copy;
  }

  /** Returns all values, with the secret key masked. */
  @Override
  public String toString() {
    return "ClerkConfig[secretKey="
        + secretKey
        + ", apiUrl="
        + apiUrl
        + ", allowPlainHttp="
        + plainHttpAllowed
        + ", apiVersion="
        + apiVersion
        + ", connectTimeout="
        + connectTimeout
        + ", attemptTimeout="
        + attemptTimeout
        + ", callTimeout="
        + callTimeout
        + ", retryPolicy="
        + retryPolicy
        + (rateLimiter == null ? "" : ", rateLimiter")
        + ", maxConnections="
        + maxConnections
        + ", maxBodyBytes="
        + maxBodyBytes
        + ", userAgentSuffix="
        + userAgentSuffix
        + "]";
  }

  private static Duration requireTimeout(String field, Duration timeout) {
    Preconditions.requireSet(field, timeout);
    if (timeout.compareTo(Duration.ofMillis(1)) < 0 || timeout.compareTo(MAX_TIMEOUT) > 0) {
      throw new IllegalArgumentException(field + " must be 1 ms to 24 h, was " + timeout);
    }
    return timeout;
  }

  private static int requirePositive(String field, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(field + " must be 1 or more, was " + value);
    }
    return value;
  }

  private static String requireHeaderValue(String field, String value) {
    Preconditions.requireSet(field, value);
    if (value.isBlank()) {
      throw new IllegalArgumentException(
          field + " must not be blank, was " + Preconditions.quote(value));
    }
    if (!value.chars().allMatch(c -> c >= ' ' && c <= '~')) {
      throw new IllegalArgumentException(
          field + " must be printable ASCII, was " + Preconditions.quote(value));
    }
    return value;
  }

  /** Builds a {@link ClerkConfig}. Not safe for use by multiple threads. */
  public static final class Builder {

    private @Nullable SecretKey secretKey;
    private String apiUrl = DEFAULT_API_URL;
    private boolean plainHttpAllowed;
    private String apiVersion = DEFAULT_API_VERSION;
    private Duration connectTimeout = Duration.ofSeconds(5);
    private Duration attemptTimeout = Duration.ofSeconds(10);
    private Duration callTimeout = Duration.ofSeconds(30);
    private RetryPolicy retryPolicy = RetryPolicy.DEFAULT;
    private @Nullable RateLimiter rateLimiter;
    private int maxConnections = DEFAULT_MAX_CONNECTIONS;
    private int maxBodyBytes = DEFAULT_MAX_BODY_BYTES;
    private @Nullable String userAgentSuffix;

    private Builder() {}

    /**
     * Sets the secret key.
     *
     * @param secretKey the key as the Clerk dashboard shows it
     * @return this
     * @throws IllegalArgumentException if it is blank or not printable ASCII; the message contains
     *     no part of the key
     */
    public Builder secretKey(String secretKey) {
      this.secretKey = SecretKey.of(secretKey);
      return this;
    }

    /**
     * Sets the API's URL.
     *
     * @param apiUrl an {@code https} URL, with or without {@code /v1} and a slash at its end; it
     *     may have a base path before them. {@code http} is allowed for loopback hosts only.
     *     {@value ClerkConfig#DEFAULT_API_URL} by default
     * @return this
     */
    public Builder apiUrl(String apiUrl) {
      this.apiUrl = apiUrl;
      return this;
    }

    /**
     * Allows {@code http} URLs for hosts other than loopback. The secret key is then sent over the
     * network unencrypted.
     *
     * @param allowed whether {@code http} is allowed; false by default
     * @return this
     */
    public Builder allowPlainHttp(boolean allowed) {
      plainHttpAllowed = allowed;
      return this;
    }

    /**
     * Sets the API version.
     *
     * @param apiVersion a version that the API supports; {@value ClerkConfig#DEFAULT_API_VERSION}
     *     by default
     * @return this
     */
    public Builder apiVersion(String apiVersion) {
      this.apiVersion = apiVersion;
      return this;
    }

    /**
     * Sets the maximum time to connect.
     *
     * @param connectTimeout 1 ms to 24 h, for TCP and TLS together; 5 s by default
     * @return this
     */
    public Builder connectTimeout(Duration connectTimeout) {
      this.connectTimeout = connectTimeout;
      return this;
    }

    /**
     * Sets the maximum duration of one attempt.
     *
     * @param attemptTimeout 1 ms to 24 h, from connecting to the last byte of the body; 10 s by
     *     default
     * @return this
     */
    public Builder attemptTimeout(Duration attemptTimeout) {
      this.attemptTimeout = attemptTimeout;
      return this;
    }

    /**
     * Sets the maximum duration of a call, including retries and all waits.
     *
     * @param callTimeout 1 ms to 24 h; 30 s by default
     * @return this
     */
    public Builder callTimeout(Duration callTimeout) {
      this.callTimeout = callTimeout;
      return this;
    }

    /**
     * Sets the retry policy.
     *
     * @param retryPolicy the policy; {@link RetryPolicy#DEFAULT} by default
     * @return this
     */
    public Builder retryPolicy(RetryPolicy retryPolicy) {
      this.retryPolicy = retryPolicy;
      return this;
    }

    /**
     * Sets the rate limiter for all calls. Configurations with the same limiter share its limit.
     * The wait for a rate limit permit is part of the call's duration.
     *
     * @param rateLimiter the limiter; null to send single calls immediately, which is the default
     * @return this
     */
    public Builder rateLimiter(@Nullable RateLimiter rateLimiter) {
      this.rateLimiter = rateLimiter;
      return this;
    }

    /**
     * Sets the maximum number of concurrent requests, which is also the maximum number of
     * connections in use. Further calls wait for a connection permit, within their {@code
     * callTimeout}.
     *
     * @param maxConnections 1 or more; {@value ClerkConfig#DEFAULT_MAX_CONNECTIONS} by default
     * @return this
     */
    public Builder maxConnections(int maxConnections) {
      this.maxConnections = maxConnections;
      return this;
    }

    /**
     * Sets the maximum size of a response body, in bytes, both compressed and decompressed.
     *
     * @param maxBodyBytes 1 or more; 16 MiB by default
     * @return this
     */
    public Builder maxBodyBytes(int maxBodyBytes) {
      this.maxBodyBytes = maxBodyBytes;
      return this;
    }

    /**
     * Appends the application's name to the {@code User-Agent} header, after this library's name.
     *
     * @param userAgentSuffix printable ASCII, such as {@code my-service/1.2}; null for none, which
     *     is the default
     * @return this
     */
    public Builder userAgentSuffix(@Nullable String userAgentSuffix) {
      this.userAgentSuffix = userAgentSuffix;
      return this;
    }

    /**
     * Validates the values and builds the configuration.
     *
     * @return the configuration
     * @throws IllegalArgumentException if the key is not set or a value is invalid; the message
     *     names the field, the rule and the value, but never a key or a password
     */
    public ClerkConfig build() {
      return new ClerkConfig(this);
    }
  }
}
