package io.quantmini.s3;

import io.quantmini.stage.DownloadException;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.LongUnaryOperator;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/**
 * Whether a request that failed is made again, and after which wait: exponential backoff with full jitter, no less than the
 * store's {@code Retry-After}. All requests share a budget of retries, so that a store that is down is not asked
 * {@code maxAttempts} times for every file. Safe for use by several threads.
 */
final class RetrySchedule {
    private static final long FIRST_MILLIS = 100;
    private static final long LONGEST_MILLIS = 20_000;
    /** A store that asks for more is left to the next run. */
    private static final Duration LONGEST_ASKED = Duration.ofMinutes(5);
    /** Retries that may be made beyond one for each request that succeeds. */
    static final int BUDGET = 100;

    private final int maxAttempts;
    private final LongUnaryOperator random;
    private final Pause pause;
    private int budget = BUDGET;

    /** Lets time pass. */
    interface Pause {
        void of(Duration duration) throws InterruptedException;
    }

    /**
     * A schedule with waits that can be told.
     *
     * @param maxAttempts how often a request is made, the first time included, while none of them brings anything
     * @param random a number from 0 to its argument, exclusive
     * @param pause called for each wait
     */
    RetrySchedule(int maxAttempts, LongUnaryOperator random, Pause pause) {
        this.maxAttempts = maxAttempts;
        this.random = random;
        this.pause = pause;
    }

    static RetrySchedule sleeping(int maxAttempts) {
        return new RetrySchedule(
                maxAttempts,
                bound -> ThreadLocalRandom.current().nextLong(bound),
                duration -> Thread.sleep(duration.toMillis()));
    }

    /** The attempts at one request. */
    Attempts start() {
        return new Attempts();
    }

    /** Counts the attempts at one request; used by one thread. */
    final class Attempts {
        private int fruitless;
        private boolean clockSet;

        /** Gives one retry back to the budget. */
        void succeeded() {
            give();
        }

        /**
         * Waits until the next attempt.
         *
         * @param progressed whether the attempt brought something that the next one builds on
         * @throws DownloadException the failure itself when there is to be no other attempt
         */
        void failed(DownloadException failure, boolean progressed) {
            if (isClockSkew(failure) && !clockSet) {
                // The client has set its clock by the answer; once must be enough.
                clockSet = true;
                return;
            }
            fruitless = progressed ? 1 : fruitless + 1;
            Duration asked = retryAfter(failure).orElse(Duration.ZERO);
            // A changed object must be looked up again first.
            boolean again = failure.retryable() && failure.status() != 412;
            if (!again || fruitless >= maxAttempts || asked.compareTo(LONGEST_ASKED) > 0 || !take()) {
                throw failure;
            }
            waitFor(failure, longer(asked, jittered(fruitless)));
        }
    }

    private Duration jittered(int retry) {
        long ceiling = Math.min(LONGEST_MILLIS, FIRST_MILLIS << Math.min(retry - 1, 30));
        return Duration.ofMillis(random.applyAsLong(ceiling + 1));
    }

    private void waitFor(DownloadException failure, Duration duration) {
        try {
            pause.of(duration);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw interrupted(failure.key(), e);
        }
    }

    static DownloadException interrupted(String key, @Nullable Throwable cause) {
        return new DownloadException(
                key, 0, false, "[" + ObjectKeys.shown(key) + "] cannot fetch: interrupted; run it again", cause);
    }

    private synchronized boolean take() {
        if (budget == 0) {
            return false;
        }
        budget--;
        return true;
    }

    private synchronized void give() {
        budget = Math.min(BUDGET, budget + 1);
    }

    private static Duration longer(Duration a, Duration b) {
        return a.compareTo(b) > 0 ? a : b;
    }

    private static boolean isClockSkew(DownloadException failure) {
        AwsErrorDetails details = details(failure);
        return details != null && "RequestTimeTooSkewed".equals(details.errorCode());
    }

    /** Seconds or an HTTP date; anything else says nothing. */
    private static Optional<Duration> retryAfter(DownloadException failure) {
        AwsErrorDetails details = details(failure);
        if (details == null || details.sdkHttpResponse() == null) {
            return Optional.empty();
        }
        return details.sdkHttpResponse().firstMatchingHeader("Retry-After").flatMap(RetrySchedule::duration);
    }

    private static Optional<Duration> duration(String text) {
        if (text.matches("\\d{1,9}")) {
            return Optional.of(Duration.ofSeconds(Long.parseLong(text)));
        }
        try {
            Instant until = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME.withLocale(Locale.ROOT))
                    .toInstant();
            return Optional.of(Duration.between(Clock.systemUTC().instant(), until));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static @Nullable AwsErrorDetails details(DownloadException failure) {
        return failure.getCause() instanceof AwsServiceException answer ? answer.awsErrorDetails() : null;
    }
}
