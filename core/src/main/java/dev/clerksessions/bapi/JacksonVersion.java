package dev.clerksessions.bapi;

import com.fasterxml.jackson.core.json.PackageVersion;
import dev.clerksessions.transport.MinimumVersion;

/** The version of jackson-core on the class path. */
final class JacksonVersion {

  // 2.13 lacks methods that decoding needs, and bounds neither nesting nor the length of numbers.
  private static final MinimumVersion MINIMUM =
      new MinimumVersion(
          "com.fasterxml.jackson.core:jackson-core",
          "2.17",
          "Set its version where the build manages versions; in Spring Boot by the property"
              + " jackson-bom.version, from Spring Boot 4 on jackson-2-bom.version.");

  private JacksonVersion() {}

  /**
   * Refuses a version that is too old.
   *
   * @throws IllegalStateException when it is older than 2.17
   */
  static void requireSupported() {
    MINIMUM.require(PackageVersion.VERSION.toString());
  }
}
