module consumer.guice {
  requires com.google.guice;
  requires consumer.calls;
  requires dev.clerksessions.testkit;
  requires dev.clerksessions.transport.httpclient;
  requires dev.clerksessions.transport.jdk;
  // Guice needs it but is an automatic module, which can't require it.
  requires jakarta.inject;
}
