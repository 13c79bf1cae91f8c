package dev.clerksessions.transport.httpclient;

import dev.clerksessions.transport.MinimumVersion;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.core5.util.VersionInfo;
import org.jspecify.annotations.Nullable;

/**
 * The versions of HttpClient and of its core; null where they can't be read, as in a jar that was
 * repackaged without its resources. Loads no class that old versions lack.
 */
record HttpClientVersions(@Nullable String client, @Nullable String core) {

  private static final String CLIENT = "org.apache.httpcomponents.client5:httpclient5";
  private static final String CORE = "org.apache.httpcomponents.core5:httpcore5";
  private static final String RECOMMENDED = "5.6.5";
  private static final String REMEDY =
      "Set the versions of httpclient5, httpcore5 and httpcore5-h2 together where the build manages"
          + " versions; in Spring Boot by the properties httpclient5.version and"
          + " httpcore5.version.";

  private static final MinimumVersion MINIMUM = new MinimumVersion(CLIENT, "5.4", REMEDY);
  private static final MinimumVersion CORE_MINIMUM = new MinimumVersion(CORE, "5.3", REMEDY);

  // From this version on, the asynchronous client calls a constructor that core 5.3.4 added.
  private static final MinimumVersion CALLS_NEWER_CORE = new MinimumVersion(CLIENT, "5.5", REMEDY);
  private static final MinimumVersion NEWER_CORE = new MinimumVersion(CORE, "5.3.4", REMEDY);

  private static final MinimumVersion WITHOUT_KNOWN_VULNERABILITIES =
      new MinimumVersion(CLIENT, "5.6.4", REMEDY);

  private static final System.Logger LOGGER =
      System.getLogger("dev.clerksessions.transport.httpclient");
  private static final AtomicBoolean WARNED = new AtomicBoolean();

  /**
   * Refuses versions that are too old. Warns once per process of a version that works but has known
   * vulnerabilities, and of one that can't be read.
   *
   * @throws IllegalStateException when HttpClient or its core is too old
   */
  static void requireSupported() {
    HttpClientVersions found =
        new HttpClientVersions(
            version("org.apache.hc.client5", CloseableHttpClient.class),
            version("org.apache.hc.core5", VersionInfo.class));
    found.require();
    String warning = found.warning();
    if (warning != null && WARNED.compareAndSet(false, true)) {
      LOGGER.log(System.Logger.Level.WARNING, warning);
    }
  }

  private static @Nullable String version(String javaPackage, Class<?> ofTheJar) {
    VersionInfo info = VersionInfo.loadVersionInfo(javaPackage, ofTheJar.getClassLoader());
    if (info == null) {
      return null;
    }
    String release = info.getRelease();
    return Character.isDigit(release.charAt(0)) ? release : null;
  }

  void require() {
    if (client != null) {
      MINIMUM.require(client);
    }
    if (core != null) {
      CORE_MINIMUM.require(core);
      if (client != null && !CALLS_NEWER_CORE.excludes(client)) {
        NEWER_CORE.require(core);
      }
    }
  }

  /** Returns what to warn of, or null when there is nothing. */
  @Nullable String warning() {
    if (client == null || core == null) {
      return "The version of "
          + (client == null ? CLIENT : CORE)
          + " can't be read. It must be "
          + (client == null ? MINIMUM : CORE_MINIMUM).minimum()
          + " or newer.";
    }
    return WITHOUT_KNOWN_VULNERABILITIES.excludes(client)
        ? CLIENT
            + " "
            + client
            + " has known security vulnerabilities: use "
            + RECOMMENDED
            + " or newer. "
            + REMEDY
        : null;
  }
}
