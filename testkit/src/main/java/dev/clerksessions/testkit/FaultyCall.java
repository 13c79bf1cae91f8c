package dev.clerksessions.testkit;

import dev.clerksessions.PaginatedResourceResponse;
import dev.clerksessions.Session;
import dev.clerksessions.error.ClerkApiException;
import dev.clerksessions.error.TransportException;
import dev.clerksessions.error.TransportFault;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** A call of a port with its fault. It ends as it would over a transport without retries. */
record FaultyCall(FaultSchedule.Applied fault, Supplier<PaginatedResourceResponse<Session>> usual) {

  /** Completes when the call may continue; its value or exception is ignored. */
  CompletableFuture<?> until() {
    if (fault.outcome() instanceof FaultOutcome.Throttled throttled) {
      String body = ApiJson.page(usual.get(), true);
      int bytes = ApiResponse.json(200, body, null).bytes(false).length;
      return Fault.delay(throttled.pause().multipliedBy(bytes)).begin();
    }
    return fault.until();
  }

  PaginatedResourceResponse<Session> end() {
    FaultOutcome outcome = fault.outcome();
    if (outcome instanceof FaultOutcome.Thrown thrown) {
      throw thrown.exception();
    }
    if (outcome instanceof FaultOutcome.Broken) {
      throw new TransportException(
          TransportFault.BROKEN_CONNECTION, "the connection broke, as a test scripted it", null);
    }
    if (outcome instanceof FaultOutcome.Refused refused) {
      throw ClerkApiException.of(
          refused.status(),
          ApiError.usualFor(refused.status()).stream().map(ApiError::toClerkError).toList(),
          null,
          refused.retryAfter());
    }
    return usual.get();
  }
}
