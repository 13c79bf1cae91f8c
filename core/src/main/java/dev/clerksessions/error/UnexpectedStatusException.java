package dev.clerksessions.error;

/** A status that this call has no meaning for, such as a redirect, 204, 402 or 409. */
public final class UnexpectedStatusException extends ClerkApiException {

  private static final long serialVersionUID = 1L;

  UnexpectedStatusException(Refusal refusal) {
    super(refusal);
  }
}
