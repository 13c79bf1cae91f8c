package dev.clerksessions.testkit.contract;

import dev.clerksessions.error.ClerkException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Looks for a secret key in all that an exception tells, causes and suppressed ones included. */
final class SecretLeakCheck {

  private SecretLeakCheck() {}

  /** Returns the same exception. */
  static <E extends Exception> E checked(E thrown) {
    StringWriter told = new StringWriter();
    thrown.printStackTrace(new PrintWriter(told));
    String text = told.toString();
    if (text.contains("sk_test_") || text.contains("sk_live_")) {
      // Not as its cause: a report of this error must not tell the key again.
      throw new AssertionError("a " + thrown.getClass().getName() + " tells the secret key");
    }
    return thrown;
  }

  /** Waits for a future, and returns or throws what the blocking method would. */
  static <T> T checkedResult(CompletableFuture<T> future) {
    try {
      return future.get(10, TimeUnit.MINUTES);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof ClerkException failure) {
        throw checked(failure);
      }
      throw new AssertionError("the future fails with what isn't a ClerkException", e);
    } catch (InterruptedException | TimeoutException e) {
      throw new AssertionError("the future isn't complete after 10 min", e);
    }
  }
}
