package dev.clerksessions.cli;

import java.io.Serial;
import org.jspecify.annotations.Nullable;

/** An audit that can't be started or resumed with the files it is given; the message says why. */
final class AuditRefusedException extends RuntimeException {

  @Serial private static final long serialVersionUID = 1L;

  AuditRefusedException(String message) {
    super(message);
  }

  AuditRefusedException(String message, @Nullable Throwable cause) {
    super(message, cause);
  }
}
