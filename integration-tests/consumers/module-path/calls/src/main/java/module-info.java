module consumer.calls {
  requires transitive dev.clerksessions.core;
  requires jdk.httpserver;

  exports consumer.calls;
}
