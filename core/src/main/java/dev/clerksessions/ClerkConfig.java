package dev.clerksessions;

import dev.clerksessions.internal.Preconditions;
import dev.clerksessions.ratelimit.RateLimiter;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Where the API is, the key for it, and how long to wait. The rules are checked by {@link
 * Builder#build()}. Immutable.
 */
public final class ClerkConfig {

  /** The API of all Clerk applications: {@value}. */
  public static final String DEFAULT_API_URL = "https://api.clerk.com";

  /** The version of the API that this library speaks: {@value}. */
  public static final String DEFAULT_API_VERSION = "2026-05-12";

  /** The longest answer's body that is taken, if not set otherwise: {@value} bytes, 16 MiB. */
  public static final int DEFAULT_MAX_BODY_BYTES = 16 * 1024 * 1024;

  /** How many requests run at the same time, unless configured: {@value}. */
  public static final int DEFAULT_MAX_CONNECTIONS = 64;

  private static final Duration LONGEST_TIMEOUT = Duration.ofDays(1);

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
    apiVersion = headerText("apiVersion", builder.apiVersion);
    connectTimeout = timeout("connectTimeout", builder.connectTimeout);
    attemptTimeout = timeout("attemptTimeout", builder.attemptTimeout);
    callTimeout = timeout("callTimeout", builder.callTimeout);
    retryPolicy = Preconditions.requireSet("retryPolicy", builder.retryPolicy);
    rateLimiter = builder.rateLimiter;
    maxConnections = oneOrMore("maxConnections", builder.maxConnections);
    maxBodyBytes = oneOrMore("maxBodyBytes", builder.maxBodyBytes);
    userAgentSuffix =
        builder.userAgentSuffix == null
            ? null
            : headerText("userAgentSuffix", builder.userAgentSuffix);
  }

  /**
   * Starts with the defaults and without a key.
   *
   * @return a builder that needs a secret key
   */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * Takes the key from {@code CLERK_SECRET_KEY} and, when it is set, the API's address from {@code
   * CLERK_API_URL}: the names that Clerk's own clients read. All else has its default; {@link
   * #toBuilder()} changes it.
   *
   * @return the configuration
   * @throws IllegalArgumentException when the key isn't set, or one of the two breaks its rule
   */
  public static ClerkConfig fromEnvironment() {
    return fromEnvironment(System.getenv());
  }

  /**
   * Does as {@link #fromEnvironment()} does with variables of the caller's choice.
   *
   * @param environment names and values; an empty value counts as not set
   * @return the configuration
   * @throws IllegalArgumentException when the key isn't set, or one of the two breaks its rule
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
   * The key that every request carries.
   *
   * @return the key
   */
  public SecretKey secretKey() {
    return secretKey;
  }

  /**
   * Where the API is, without {@code /v1}.
   *
   * @return an absolute address that doesn't end with a slash
   */
  public URI apiUrl() {
    return apiUrl;
  }

  /**
   * The version of the API that every request asks for.
   *
   * @return a date, such as {@value #DEFAULT_API_VERSION}
   */
  public String apiVersion() {
    return apiVersion;
  }

  /**
   * How long connecting may take.
   *
   * @return the time for TCP and TLS together
   */
  public Duration connectTimeout() {
    return connectTimeout;
  }

  /**
   * How long one try may take, from connecting to the body's last byte.
   *
   * @return the time for one request
   */
  public Duration attemptTimeout() {
    return attemptTimeout;
  }

  /**
   * How long a caller waits at most, whatever happens meanwhile.
   *
   * @return the time for the whole call
   */
  public Duration callTimeout() {
    return callTimeout;
  }

  /**
   * What is tried again.
   *
   * @return the policy
   */
  public RetryPolicy retryPolicy() {
    return retryPolicy;
  }

  /**
   * What keeps all calls within the API's rate limit.
   *
   * @return the limiter, or null when only {@link RateLimitable#rateLimited()} has one, by the key
   */
  public @Nullable RateLimiter rateLimiter() {
    return rateLimiter;
  }

  /**
   * How many requests run at the same time, and with them how many connections are in use.
   *
   * @return 1 or more
   */
  public int maxConnections() {
    return maxConnections;
  }

  /**
   * How long an answer's body may be, as it comes and when it is inflated.
   *
   * @return a number of bytes
   */
  public int maxBodyBytes() {
    return maxBodyBytes;
  }

  /**
   * What the application adds to the {@code User-Agent}.
   *
   * @return the text, or null for nothing
   */
  public @Nullable String userAgentSuffix() {
    return userAgentSuffix;
  }

  /**
   * Starts a copy.
   *
   * @return a builder with everything as it is here
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

  /** Returns everything, the key masked. */
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

  private static Duration timeout(String field, Duration timeout) {
    Preconditions.requireSet(field, timeout);
    if (timeout.compareTo(Duration.ofMillis(1)) < 0 || timeout.compareTo(LONGEST_TIMEOUT) > 0) {
      throw new IllegalArgumentException(field + " must be 1 ms to 24 h, was " + timeout);
    }
    return timeout;
  }

  private static int oneOrMore(String field, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(field + " must be 1 or more, was " + value);
    }
    return value;
  }

  private static String headerText(String field, String text) {
    Preconditions.requireSet(field, text);
    if (text.isBlank()) {
      throw new IllegalArgumentException(
          field + " must not be blank, was " + Preconditions.quote(text));
    }
    if (!text.chars().allMatch(c -> c >= ' ' && c <= '~')) {
      throw new IllegalArgumentException(
          field + " must be printable ASCII, was " + Preconditions.quote(text));
    }
    return text;
  }

  /** Collects a configuration. Not safe for use by many threads. */
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
     * Sets the key.
     *
     * @param secretKey the key as the dashboard shows it
     * @return this
     * @throws IllegalArgumentException when it is blank or not printable ASCII; the message has
     *     nothing of the key
     */
    public Builder secretKey(String secretKey) {
      this.secretKey = SecretKey.of(secretKey);
      return this;
    }

    /**
     * Sets where the API is.
     *
     * @param apiUrl an {@code https} address, with or without {@code /v1} and a slash at its end; a
     *     base path before them is kept; {@code http} is for loopback hosts. {@value
     *     ClerkConfig#DEFAULT_API_URL} if not set
     * @return this
     */
    public Builder apiUrl(String apiUrl) {
      this.apiUrl = apiUrl;
      return this;
    }

    /**
     * Allows {@code http} to hosts that aren't loopback. The key then crosses the network in the
     * open.
     *
     * @param allowed whether it is; false if not set
     * @return this
     */
    public Builder allowPlainHttp(boolean allowed) {
      plainHttpAllowed = allowed;
      return this;
    }

    /**
     * Sets the version of the API.
     *
     * @param apiVersion a date that the API knows; {@value ClerkConfig#DEFAULT_API_VERSION} if not
     *     set
     * @return this
     */
    public Builder apiVersion(String apiVersion) {
      this.apiVersion = apiVersion;
      return this;
    }

    /**
     * Bounds connecting.
     *
     * @param connectTimeout 1 ms to 24 h, for TCP and TLS together; 5 s if not set
     * @return this
     */
    public Builder connectTimeout(Duration connectTimeout) {
      this.connectTimeout = connectTimeout;
      return this;
    }

    /**
     * Bounds one try.
     *
     * @param attemptTimeout 1 ms to 24 h, from connecting to the body's last byte; 10 s if not set
     * @return this
     */
    public Builder attemptTimeout(Duration attemptTimeout) {
      this.attemptTimeout = attemptTimeout;
      return this;
    }

    /**
     * Bounds the whole call, whatever happens meanwhile.
     *
     * @param callTimeout 1 ms to 24 h; 30 s if not set
     * @return this
     */
    public Builder callTimeout(Duration callTimeout) {
      this.callTimeout = callTimeout;
      return this;
    }

    /**
     * Sets what is tried again.
     *
     * @param retryPolicy the policy; {@link RetryPolicy#DEFAULT} if not set
     * @return this
     */
    public Builder retryPolicy(RetryPolicy retryPolicy) {
      this.retryPolicy = retryPolicy;
      return this;
    }

    /**
     * Keeps all calls within a rate limit, together with the calls of all other configurations that
     * have the same limiter. The wait for a turn counts as part of the call.
     *
     * @param rateLimiter the limiter; null, as if not set, to send single calls at once
     * @return this
     */
    public Builder rateLimiter(@Nullable RateLimiter rateLimiter) {
      this.rateLimiter = rateLimiter;
      return this;
    }

    /**
     * Limits how many requests run at the same time, and with them how many connections are in use.
     * Calls beyond the limit wait for a connection, within their {@code callTimeout}.
     *
     * @param maxConnections 1 or more; {@value ClerkConfig#DEFAULT_MAX_CONNECTIONS} by default
     * @return this
     */
    public Builder maxConnections(int maxConnections) {
      this.maxConnections = maxConnections;
      return this;
    }

    /**
     * Bounds an answer's body.
     *
     * @param maxBodyBytes 1 or more; 16 MiB if not set
     * @return this
     */
    public Builder maxBodyBytes(int maxBodyBytes) {
      this.maxBodyBytes = maxBodyBytes;
      return this;
    }

    /**
     * Names the application in the {@code User-Agent}, behind this library.
     *
     * @param userAgentSuffix printable ASCII, such as {@code my-service/1.2}; null for nothing
     * @return this
     */
    public Builder userAgentSuffix(@Nullable String userAgentSuffix) {
      this.userAgentSuffix = userAgentSuffix;
      return this;
    }

    /**
     * Preconditions and makes the configuration.
     *
     * @return the configuration
     * @throws IllegalArgumentException naming the field, the rule and the value (but never a key or
     *     a password), when the key isn't set or a value breaks its rule
     */
    public ClerkConfig build() {
      return new ClerkConfig(this);
    }
  }
}
