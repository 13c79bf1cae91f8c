package dev.clerksessions;

import dev.clerksessions.internal.Preconditions;
import org.jspecify.annotations.Nullable;

/**
 * Where and with what a session was last used, as far as the API could tell.
 *
 * @param id the activity's id
 * @param isMobile whether the device is a mobile one
 * @param deviceType the kind of device, such as {@code Macintosh}
 * @param browserName the browser, such as {@code Chrome}
 * @param browserVersion its version, such as {@code 120.0}
 * @param ipAddress the address the request came from
 * @param city the city of that address
 * @param country the country of that address
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
   * Makes an activity; {@link #builder} is easier to read.
   *
   * @param id as above
   * @param isMobile as above
   * @param deviceType as above
   * @param browserName as above
   * @param browserVersion as above
   * @param ipAddress as above
   * @param city as above
   * @param country as above
   * @throws IllegalArgumentException when the id is null
   */
  public SessionActivity {
    Preconditions.requireSet("id", id);
  }

  /**
   * Starts an activity of which only the id is known.
   *
   * @param id the activity's id
   * @return a builder; not mobile unless told
   */
  public static Builder builder(String id) {
    return new Builder(id);
  }

  /** Collects an activity's members. Not safe for use by many threads. */
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
     * Says whether the device is a mobile one.
     *
     * @param isMobile whether it is; false if not set
     * @return this
     */
    public Builder isMobile(boolean isMobile) {
      this.isMobile = isMobile;
      return this;
    }

    /**
     * Names the kind of device.
     *
     * @param deviceType such as {@code Macintosh}; null if not known
     * @return this
     */
    public Builder deviceType(@Nullable String deviceType) {
      this.deviceType = deviceType;
      return this;
    }

    /**
     * Names the browser.
     *
     * @param browserName such as {@code Chrome}; null if not known
     * @return this
     */
    public Builder browserName(@Nullable String browserName) {
      this.browserName = browserName;
      return this;
    }

    /**
     * Tells the browser's version.
     *
     * @param browserVersion such as {@code 120.0}; null if not known
     * @return this
     */
    public Builder browserVersion(@Nullable String browserVersion) {
      this.browserVersion = browserVersion;
      return this;
    }

    /**
     * Tells the address the request came from.
     *
     * @param ipAddress an IPv4 or IPv6 address; null if not known
     * @return this
     */
    public Builder ipAddress(@Nullable String ipAddress) {
      this.ipAddress = ipAddress;
      return this;
    }

    /**
     * Tells the city of the address.
     *
     * @param city its name; null if not known
     * @return this
     */
    public Builder city(@Nullable String city) {
      this.city = city;
      return this;
    }

    /**
     * Tells the country of the address.
     *
     * @param country its name or code; null if not known
     * @return this
     */
    public Builder country(@Nullable String country) {
      this.country = country;
      return this;
    }

    /**
     * Makes the activity.
     *
     * @return the activity
     * @throws IllegalArgumentException when the id is null
     */
    public SessionActivity build() {
      return new SessionActivity(
          id, isMobile, deviceType, browserName, browserVersion, ipAddress, city, country);
    }
  }
}
