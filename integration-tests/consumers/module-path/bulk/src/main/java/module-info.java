module consumer.bulk {
  requires consumer.calls;
  requires dev.clerksessions.transport.jdk;
  requires io.github.bucket4j.core;
}
