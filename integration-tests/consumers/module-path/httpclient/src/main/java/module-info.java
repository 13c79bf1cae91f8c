module consumer.httpclient {
  requires consumer.calls;
  requires dev.clerksessions.transport.httpclient;
}
