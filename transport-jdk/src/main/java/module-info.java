/** {@code SessionsPort} over the JDK's {@code java.net.http}. */
module dev.clerksessions.transport.jdk {
  requires static com.google.guice;
  requires transitive dev.clerksessions.core;
  requires transitive java.net.http;
  requires static org.jspecify;

  exports dev.clerksessions.transport.jdk;

  // Guice calls the provider method of the Guice module.
  opens dev.clerksessions.transport.jdk to
      com.google.guice;
}
