package dev.clerksessions.testkit;

import dev.clerksessions.error.ClerkException;
import dev.clerksessions.http.HttpTransport;
import dev.clerksessions.http.WireRequest;
import dev.clerksessions.http.WireResponse;
import java.time.Duration;

/** The two ways of calling a transport, which must not differ in anything but who waits. */
enum Way {
  BLOCKING {
    @Override
    WireResponse send(HttpTransport transport, WireRequest request, Duration timeout) {
      try {
        return transport.send(request, timeout);
      } catch (ClerkException e) {
        throw KeptSecrets.checked(e);
      }
    }
  },
  ASYNCHRONOUS {
    @Override
    WireResponse send(HttpTransport transport, WireRequest request, Duration timeout) {
      return KeptSecrets.checkedResult(transport.sendAsync(request, timeout));
    }
  };

  abstract WireResponse send(HttpTransport transport, WireRequest request, Duration timeout);
}
