/** {@code SessionsPort} over Apache HttpClient 5. */
module dev.clerksessions.transport.httpclient {
  requires static transitive com.google.guice;
  requires transitive dev.clerksessions.core;
  requires transitive org.apache.httpcomponents.client5.httpclient5;
  requires transitive org.apache.httpcomponents.core5.httpcore5;
  requires org.apache.httpcomponents.core5.httpcore5.h2;
  requires static org.jspecify;

  exports dev.clerksessions.transport.httpclient;
}
