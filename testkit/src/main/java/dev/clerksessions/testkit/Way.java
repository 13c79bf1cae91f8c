package dev.clerksessions.testkit;

import dev.clerksessions.error.ClerkException;
import dev.clerksessions.http.HttpTransport;
import dev.clerksessions.http.WireRequest;
import dev.clerksessions.http.WireResponse;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

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
      try {
        return transport.sendAsync(request, timeout).get(30, TimeUnit.SECONDS);
      } catch (ExecutionException e) {
        if (e.getCause() instanceof ClerkException failure) {
          throw KeptSecrets.checked(failure);
        }
        throw new AssertionError("the future fails with what isn't a ClerkException", e);
      } catch (InterruptedException | TimeoutException e) {
        throw new AssertionError("the future isn't complete after 30 s", e);
      }
    }
  };

  abstract WireResponse send(HttpTransport transport, WireRequest request, Duration timeout);
}
