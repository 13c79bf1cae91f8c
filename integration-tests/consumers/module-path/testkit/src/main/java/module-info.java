module consumer.testkit {
  requires consumer.calls;
  requires dev.clerksessions.testkit;
  requires dev.clerksessions.transport.jdk;
}
