package dev.clerksessions.transport;

import java.lang.module.ModuleDescriptor.Version;

/**
 * The oldest version of a library that works here. A platform that manages versions may bring an
 * older one, which would fail in the middle of a call, with an error of the class loader. For
 * authors of transports. Immutable.
 *
 * @param artifact the library, such as {@code com.fasterxml.jackson.core:jackson-core}
 * @param minimum the oldest version that works, such as {@code 2.17}
 * @param remedy what to do about an older one, a sentence
 */
public record MinimumVersion(String artifact, String minimum, String remedy) {

  /**
   * Refuses a version that is too old. Versions are compared number by number; a pre-release is
   * older than its release.
   *
   * @param found the version that is on the class path
   * @throws IllegalStateException when it is older than the minimum
   * @throws IllegalArgumentException when it isn't a version: it doesn't begin with a digit
   */
  public void require(String found) {
    if (excludes(found)) {
      throw new IllegalStateException(
          artifact + " must be " + minimum + " or newer, was " + found + ". " + remedy);
    }
  }

  /**
   * Returns whether a version is older than the minimum.
   *
   * @param found the version that is on the class path
   * @return whether {@link #require} refuses it
   * @throws IllegalArgumentException when it isn't a version: it doesn't begin with a digit
   */
  public boolean excludes(String found) {
    return Version.parse(found).compareTo(Version.parse(minimum)) < 0;
  }
}
