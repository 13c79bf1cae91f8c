package dev.clerksessions.internal.pipeline;

/**
 * What keeps many callers from storming a server that is down: a bucket of tokens that retries
 * empty and answers fill, as in the standard mode of the AWS SDK 2.
 */
final class RetryTokenBucket {

  private static final int CAPACITY = 500;
  private static final int RETRY_COST = 5;

  private int tokens = CAPACITY;

  /** Takes the tokens of one retry, or tells that there aren't enough. */
  synchronized boolean tryAcquire() {
    if (tokens < RETRY_COST) {
      return false;
    }
    tokens -= RETRY_COST;
    return true;
  }

  /** Gives back a retry's tokens after a try that went well, and one for a first try. */
  synchronized void succeeded(boolean afterRetry) {
    tokens = Math.min(CAPACITY, tokens + (afterRetry ? RETRY_COST : 1));
  }
}
