/** A fake for unit tests, a fake server, and the contracts of ports and transports. */
module dev.clerksessions.testkit {
  requires com.fasterxml.jackson.core;
  requires transitive dev.clerksessions.core;
  requires static com.google.guice;
  requires static jdk.jfr;
  requires static org.apiguardian.api;
  requires static org.assertj.core;
  requires static org.jspecify;
  requires static org.junit.jupiter.api;
  requires static org.junit.jupiter.params;

  exports dev.clerksessions.testkit;
  exports dev.clerksessions.testkit.assertj;
  exports dev.clerksessions.testkit.contract;
  exports dev.clerksessions.testkit.guice;
  exports dev.clerksessions.testkit.junit;
  exports dev.clerksessions.testkit.server;
}
