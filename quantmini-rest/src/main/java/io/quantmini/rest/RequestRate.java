package io.quantmini.rest;

import java.time.Duration;

/**
 * A bucket of tokens, one a request. A token that was taken is back after a minute, so that there are never more requests
 * than tokens within any minute: a bucket that fills steadily would let twice as many pass in its first. Used by one thread.
 */
final class RequestRate {
    private static final long MINUTE_NANOS = Duration.ofMinutes(1).toNanos();

    private final Waiting waiting;
    /** When each token was taken last, in a circle. */
    private final long[] taken;

    private long requests;

    RequestRate(int requestsPerMinute, Waiting waiting) {
        this.waiting = waiting;
        this.taken = new long[requestsPerMinute];
    }

    /** Takes a token, and waits until there is one. */
    void take() throws InterruptedException {
        int token = (int) (requests % taken.length);
        if (requests >= taken.length) {
            long wait = taken[token] + MINUTE_NANOS - waiting.nanoTime().getAsLong();
            if (wait > 0) {
                waiting.pause().of(Duration.ofNanos(wait));
            }
        }
        taken[token] = waiting.nanoTime().getAsLong();
        requests++;
    }

    /** Tokens taken so far. */
    long requests() {
        return requests;
    }
}
