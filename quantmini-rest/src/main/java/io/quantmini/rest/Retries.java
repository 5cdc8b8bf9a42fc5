package io.quantmini.rest;

import io.quantmini.stage.DownloadException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Whether a request that failed is made again, and after which wait: exponential backoff with full jitter up to a minute,
 * no less than the server's {@code Retry-After}. All requests share a budget of retries, which grows by one with each
 * success. Used by one thread.
 */
final class Retries {
    /** Retries that may be made beyond one for each request that succeeds. */
    static final int BUDGET = 100;

    private static final long FIRST_MILLIS = 1_000;
    private static final long LONGEST_MILLIS = 60_000;
    /** A server that asks for more is left to the next run. */
    private static final Duration LONGEST_ASKED = Duration.ofMinutes(5);

    private final int maxAttempts;
    private final Waiting waiting;
    private int budget = BUDGET;

    Retries(int maxAttempts, Waiting waiting) {
        this.maxAttempts = maxAttempts;
        this.waiting = waiting;
    }

    /** Gives one retry back to the budget. */
    void succeeded() {
        budget = Math.min(BUDGET, budget + 1);
    }

    /**
     * Waits until the next attempt.
     *
     * @param attempt the one that failed, from 1
     * @param retryAfter the header's text; null when there was none
     * @throws DownloadException the failure itself when there is to be no other attempt
     */
    void failed(DownloadException failure, int attempt, @Nullable String retryAfter) throws InterruptedException {
        Duration asked = asked(retryAfter);
        if (!failure.retryable() || attempt >= maxAttempts || asked.compareTo(LONGEST_ASKED) > 0 || budget == 0) {
            throw failure;
        }
        budget--;
        long ceiling = Math.min(LONGEST_MILLIS, FIRST_MILLIS << Math.min(attempt - 1, 30));
        Duration jittered = Duration.ofMillis(waiting.random().applyAsLong(ceiling + 1));
        waiting.pause().of(asked.compareTo(jittered) > 0 ? asked : jittered);
    }

    /** Seconds or an HTTP date; anything else says nothing. */
    private Duration asked(@Nullable String text) {
        if (text == null) {
            return Duration.ZERO;
        }
        String header = text.strip();
        if (header.matches("\\d{1,9}")) {
            return Duration.ofSeconds(Long.parseLong(header));
        }
        try {
            Instant until = ZonedDateTime.parse(header, DateTimeFormatter.RFC_1123_DATE_TIME.withLocale(Locale.ROOT))
                    .toInstant();
            return Duration.between(waiting.clock().instant(), until);
        } catch (DateTimeException e) {
            return Duration.ZERO;
        }
    }
}
