package dev.clerksessions.testkit;

import dev.clerksessions.PaginatedResourceResponse;
import dev.clerksessions.Session;
import dev.clerksessions.error.ClerkApiException;
import dev.clerksessions.error.TransportException;
import dev.clerksessions.error.TransportFault;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** A call of a port, and what it has met: it ends as it would over a transport without retries. */
record FaultyCall(FaultSchedule.Met met, Supplier<PaginatedResourceResponse<Session>> usual) {

  /** When it goes on; how this completes means nothing. */
  CompletableFuture<?> until() {
    if (met.ending() instanceof FaultOutcome.Drip throttle) {
      String body = ApiJson.page(usual.get(), true);
      int bytes = ApiResponse.json(200, body, null).bytes(false).length;
      return Fault.delay(throttle.pause().multipliedBy(bytes)).begin();
    }
    return met.until();
  }

  PaginatedResourceResponse<Session> end() {
    FaultOutcome ending = met.ending();
    if (ending instanceof FaultOutcome.Thrown thrown) {
      throw thrown.exception();
    }
    if (ending instanceof FaultOutcome.Broken) {
      throw new TransportException(
          TransportFault.BROKEN_CONNECTION, "the connection broke, as a test scripted it", null);
    }
    if (ending instanceof FaultOutcome.Refused refused) {
      throw ClerkApiException.of(
          refused.status(),
          ApiError.usualFor(refused.status()).stream().map(ApiError::toClerkError).toList(),
          null,
          refused.retryAfter());
    }
    return usual.get();
  }
}
