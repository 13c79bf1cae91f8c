package dev.clerksessions;

import dev.clerksessions.internal.Preconditions;
import org.jspecify.annotations.Nullable;

/**
 * The device and location of a session's last use, as far as the API knows them.
 *
 * @param id the activity's id
 * @param isMobile whether the device is mobile
 * @param deviceType the kind of device, such as {@code Macintosh}
 * @param browserName the browser, such as {@code Chrome}
 * @param browserVersion the browser's version, such as {@code 120.0}
 * @param ipAddress the IP address of the request
 * @param city the city of the IP address
 * @param country the country of the IP address
 */
public record SessionActivity(
    String id,
    boolean isMobile,
    @Nullable String deviceType,
    @Nullable String browserName,
    @Nullable String browserVersion,
    @Nullable String ipAddress,
    @Nullable String city,
    @Nullable String country) {

  /**
   * Creates an activity. {@link #builder} is easier to read.
   *
   * @param id as above
   * @param isMobile as above
   * @param deviceType as above
   * @param browserName as above
   * @param browserVersion as above
   * @param ipAddress as above
   * @param city as above
   * @param country as above
   * @throws IllegalArgumentException if the id is null
   */
  public SessionActivity {
    Preconditions.requireSet("id", id);
  }

  /**
   * Returns a builder that has only the id.
   *
   * @param id the activity's id
   * @return a builder; the device is not mobile by default
   */
  public static Builder builder(String id) {
    return new Builder(id);
  }

  /** Builds a {@link SessionActivity}. Not safe for use by multiple threads. */
  public static final class Builder {

    private final String id;
    private boolean isMobile;
    private @Nullable String deviceType;
    private @Nullable String browserName;
    private @Nullable String browserVersion;
    private @Nullable String ipAddress;
    private @Nullable String city;
    private @Nullable String country;

    private Builder(String id) {
      this.id = id;
    }

    /**
     * Sets whether the device is mobile.
     *
     * @param isMobile whether the device is mobile; false by default
     * @return this
     */
    public Builder isMobile(boolean isMobile) {
      this.isMobile = isMobile;
      return this;
    }

    /**
     * Sets the kind of device.
     *
     * @param deviceType such as {@code Macintosh}; null if unknown
     * @return this
     */
    public Builder deviceType(@Nullable String deviceType) {
      this.deviceType = deviceType;
      return this;
    }

    /**
     * Sets the browser.
     *
     * @param browserName such as {@code Chrome}; null if unknown
     * @return this
     */
    public Builder browserName(@Nullable String browserName) {
      this.browserName = browserName;
      return this;
    }

    /**
     * Sets the browser's version.
     *
     * @param browserVersion such as {@code 120.0}; null if unknown
     * @return this
     */
    public Builder browserVersion(@Nullable String browserVersion) {
      this.browserVersion = browserVersion;
      return this;
    }

    /**
     * Sets the IP address of the request.
     *
     * @param ipAddress an IPv4 or IPv6 address; null if unknown
     * @return this
     */
    public Builder ipAddress(@Nullable String ipAddress) {
      this.ipAddress = ipAddress;
      return this;
    }

    /**
     * Sets the city of the IP address.
     *
     * @param city its name; null if unknown
     * @return this
     */
    public Builder city(@Nullable String city) {
      this.city = city;
      return this;
    }

    /**
     * Sets the country of the IP address.
     *
     * @param country its name or code; null if unknown
     * @return this
     */
    public Builder country(@Nullable String country) {
      this.country = country;
      return this;
    }

    /**
     * Builds the activity.
     *
     * @return the activity
     * @throws IllegalArgumentException if the id is null
     */
    public SessionActivity build() {
      return new SessionActivity(
          id, isMobile, deviceType, browserName, browserVersion, ipAddress, city, country);
    }
  }
}
