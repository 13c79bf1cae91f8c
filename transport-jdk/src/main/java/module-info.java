/** {@code SessionsPort} over the JDK's {@code java.net.http}. */
module dev.clerksessions.transport.jdk {
  requires static transitive com.google.guice;
  requires transitive dev.clerksessions.core;
  requires transitive java.net.http;
  requires static org.jspecify;

  exports dev.clerksessions.transport.jdk;
}
