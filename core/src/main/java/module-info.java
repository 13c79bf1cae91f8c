/** Domain types, {@code SessionsPort} and the protocol of Clerk's {@code GET /sessions}. */
module dev.clerksessions.core {
  requires com.fasterxml.jackson.core;
  requires static io.github.bucket4j.core;
  requires static transitive org.jspecify;

  exports dev.clerksessions;
  exports dev.clerksessions.bapi;
  exports dev.clerksessions.bulk;
  exports dev.clerksessions.error;
  exports dev.clerksessions.paging;
  exports dev.clerksessions.ratelimit;
  exports dev.clerksessions.transport;
}
