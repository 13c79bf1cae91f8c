package dev.clerksessions.testkit;

import dev.clerksessions.PaginatedResourceResponse;
import dev.clerksessions.Session;
import dev.clerksessions.error.ClerkApiException;
import dev.clerksessions.error.TransportException;
import dev.clerksessions.error.TransportFault;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/** A call of a port, and what it has met: it ends as it would over a transport without retries. */
record TroubledCall(TroubleScript.Met met, Supplier<PaginatedResourceResponse<Session>> usual) {

  /** When it goes on; how this completes means nothing. */
  CompletableFuture<?> until() {
    if (met.ending() instanceof Ending.Drip drip) {
      String body = ApiJson.page(usual.get(), true);
      int bytes = ApiAnswer.json(200, body, null).bytes(false).length;
      return Trouble.delay(drip.pause().multipliedBy(bytes)).begin();
    }
    return met.until();
  }

  PaginatedResourceResponse<Session> end() {
    Ending ending = met.ending();
    if (ending instanceof Ending.Thrown thrown) {
      throw thrown.exception();
    }
    if (ending instanceof Ending.Broken) {
      throw new TransportException(
          TransportFault.BROKEN_CONNECTION, "the connection broke, as a test scripted it", null);
    }
    if (ending instanceof Ending.Refused refused) {
      throw ClerkApiException.of(
          refused.status(),
          ApiError.usualFor(refused.status()).stream().map(ApiError::toClerkError).toList(),
          null,
          refused.retryAfter());
    }
    return usual.get();
  }
}
