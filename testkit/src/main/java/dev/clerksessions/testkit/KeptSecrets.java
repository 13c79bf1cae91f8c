package dev.clerksessions.testkit;

import java.io.PrintWriter;
import java.io.StringWriter;

/** Looks for a secret key in all that an exception tells, causes and suppressed ones included. */
final class KeptSecrets {

  private KeptSecrets() {}

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
}
