module consumer.jdk {
  requires consumer.calls;
  requires dev.clerksessions.transport.jdk;
}
