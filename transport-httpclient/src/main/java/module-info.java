/** {@code SessionsPort} over Apache HttpClient 5. */
module dev.clerksessions.transport.httpclient {
  requires static com.google.guice;
  requires transitive dev.clerksessions.core;
  requires transitive org.apache.httpcomponents.client5.httpclient5;
  requires transitive org.apache.httpcomponents.core5.httpcore5;
  requires org.apache.httpcomponents.core5.httpcore5.h2;
  requires static org.jspecify;
  // HttpClient needs these two but is an automatic module, which can't require them.
  requires jdk.net;
  requires org.slf4j;

  exports dev.clerksessions.transport.httpclient;

  // Guice calls the provider method of the Guice module.
  opens dev.clerksessions.transport.httpclient to
      com.google.guice;
}
